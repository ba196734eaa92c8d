import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import type { ModelPageCommand } from '../../protocol/webview/modelCommands.ts';
import type { CommandContribution, KeyNames } from './command.ts';
import { inModelPage, onModelPage } from './editorFocus.ts';

interface PageCommand {
  readonly title: MessageCode;
  readonly keys?: readonly KeyNames[];
}

/**
 * What a person can have done on the page of a model. Single letters are keys of the page itself. Chords are those with which VS
 * Code does the like in text: unfold and fold all, show what is known of a place.
 */
const pageCommands = {
  find: { title: 'contribution.command.model-find', keys: [{ key: 'ctrl+f', mac: 'cmd+f' }] },
  findNext: { title: 'contribution.command.model-find-next', keys: [{ key: 'f3' }, { mac: 'cmd+g' }] },
  findPrevious: {
    title: 'contribution.command.model-find-previous',
    keys: [{ key: 'shift+f3' }, { mac: 'shift+cmd+g' }],
  },
  fit: { title: 'contribution.command.model-fit' },
  zoomIn: { title: 'contribution.command.model-zoom-in' },
  zoomOut: { title: 'contribution.command.model-zoom-out' },
  zoomToSelection: { title: 'contribution.command.model-zoom-to-selection' },
  expandAll: {
    title: 'contribution.command.model-expand-all',
    keys: [{ key: 'ctrl+k ctrl+j', mac: 'cmd+k cmd+j' }],
  },
  collapseAll: {
    title: 'contribution.command.model-collapse-all',
    keys: [{ key: 'ctrl+k ctrl+0', mac: 'cmd+k cmd+0' }],
  },
  showNeighbourhood: { title: 'contribution.command.model-show-neighbourhood' },
  showPath: { title: 'contribution.command.model-show-path' },
  chooseColour: { title: 'contribution.command.model-choose-colour' },
  goUp: { title: 'contribution.command.model-go-up' },
  toggleInspector: {
    title: 'contribution.command.model-toggle-inspector',
    keys: [{ key: 'ctrl+k ctrl+i', mac: 'cmd+k cmd+i' }],
  },
  toggleLayers: {
    title: 'contribution.command.model-toggle-layers',
    keys: [{ key: 'ctrl+k ctrl+l', mac: 'cmd+k cmd+l' }],
  },
  analyze: { title: 'contribution.command.model-analyze' },
  searchTradeOff: { title: 'contribution.command.model-search-trade-off' },
  profile: { title: 'contribution.command.model-profile' },
  prune: { title: 'contribution.command.model-prune' },
  exportPng: { title: 'contribution.command.model-export-png' },
  exportSvg: { title: 'contribution.command.model-export-svg' },
  importNodeData: { title: 'contribution.command.model-import-node-data' },
  exportNodeData: { title: 'contribution.command.model-export-node-data' },
} as const satisfies Record<ModelPageCommand, PageCommand>;

export type ModelCommandId = `whittle.model.${ModelPageCommand}`;

/** The commands of VS Code that are passed on to the page in front. */
export const modelCommands = Object.fromEntries(Object.entries<PageCommand>(pageCommands).map(passedOn)) as Readonly<
  Record<ModelCommandId, CommandContribution>
>;

function passedOn([name, { title, keys = [] }]: readonly [string, PageCommand]): [string, CommandContribution] {
  const own = keys.map((each) => ({ ...each, when: inModelPage }));
  return [`whittle.model.${name}`, { title, menus: { commandPalette: { when: onModelPage } }, keys: own }];
}

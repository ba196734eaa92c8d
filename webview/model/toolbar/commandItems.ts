import type { ArgumentsOf, MessageCode } from '../../../src/protocol/messages/catalogue.ts';
import type { ModelPageCommand } from '../../../src/protocol/webview/modelCommands.ts';
import type { IconName } from '../../icon.ts';

/** A text of the toolbar that has no placeholders. */
export type ToolbarText = {
  [Code in MessageCode & `model.${string}`]: keyof ArgumentsOf<Code> extends never ? Code : never;
}[MessageCode & `model.${string}`];

/** A command that has a place in the toolbar. */
export interface CommandItem {
  readonly command: ModelPageCommand;
  readonly icon: IconName;
  readonly text: ToolbarText;
}

/** What looks at the graph in another way, in the order of the toolbar. */
export const viewItems = [
  { command: 'expandAll', icon: 'expandAll', text: 'model.expand-all' },
  { command: 'collapseAll', icon: 'collapseAll', text: 'model.collapse-all' },
  { command: 'fit', icon: 'fit', text: 'model.fit' },
  { command: 'zoomIn', icon: 'zoomIn', text: 'model.zoom-in' },
  { command: 'zoomOut', icon: 'zoomOut', text: 'model.zoom-out' },
  { command: 'showNeighbourhood', icon: 'neighbourhood', text: 'model.neighbourhood' },
] as const satisfies readonly CommandItem[];

export const panelItems = [
  { panel: 'inspector', command: 'toggleInspector', icon: 'inspector', text: 'model.inspector' },
  { panel: 'layers', command: 'toggleLayers', icon: 'layers', text: 'model.layers' },
] as const satisfies readonly (CommandItem & { readonly panel: string })[];

export const exportItems = [
  { command: 'exportPng', text: 'model.export-png' },
  { command: 'exportSvg', text: 'model.export-svg' },
  { command: 'exportNodeData', text: 'model.export-node-data' },
] as const satisfies readonly Omit<CommandItem, 'icon'>[];

/** What leaves a toolbar that is too narrow, first what is missed least. */
export const leavingFirst = [
  'label',
  'zoomOut',
  'zoomIn',
  'showNeighbourhood',
  'export',
  'collapseAll',
  'expandAll',
  'toggleLayers',
  'toggleInspector',
  'fit',
  'colour',
  'benchmark',
  'prune',
  'analyze',
  'quantize',
] as const;

import type { ModelPageCommand } from '../../../src/protocol/webview/modelCommands.ts';

type Keys = Readonly<Partial<Record<ModelPageCommand, string>>>;

const pageKeys: Keys = { find: '/', findNext: 'F3', findPrevious: 'Shift+F3', fit: 'F', zoomIn: '+', zoomOut: '−' };

const chords: Keys = {
  expandAll: 'Ctrl+K Ctrl+J',
  collapseAll: 'Ctrl+K Ctrl+0',
  toggleInspector: 'Ctrl+K Ctrl+I',
  toggleLayers: 'Ctrl+K Ctrl+L',
};

/** Keys of commands as tooltips and menus show them, unless a person has chosen others. Macs have Command in place of Ctrl. */
export function keysOfCommands(isMac: boolean): Keys {
  const own = Object.entries(chords).map(([command, chord]) => [
    command,
    isMac ? chord.replaceAll('Ctrl', 'Cmd') : chord,
  ]);
  return { ...pageKeys, ...(Object.fromEntries(own) as Keys) };
}

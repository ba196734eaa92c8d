import type { ModelPageCommand } from '../../../src/protocol/webview/modelCommands.ts';

/** Keys that do on the page what a command does, as tooltips and menus show them. */
export const keysOfCommands: Readonly<Partial<Record<ModelPageCommand, string>>> = {
  find: '/',
  findNext: 'F3',
  findPrevious: 'Shift+F3',
  fit: 'F',
  zoomIn: '+',
  zoomOut: '−',
};

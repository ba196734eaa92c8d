/**
 * What a person can have done on the page of a model. Each is a command of VS Code too, `whittle.model.<name>`, which is passed on
 * to the page that is in front.
 */
export const modelPageCommands = [
  'find',
  'findNext',
  'findPrevious',
  'fit',
  'zoomIn',
  'zoomOut',
  'zoomToSelection',
  'expandAll',
  'collapseAll',
  'showNeighbourhood',
  'showPath',
  'chooseColour',
  'goUp',
  'toggleInspector',
  'toggleLayers',
  'analyze',
  'searchTradeOff',
  'profile',
  'prune',
  'exportPng',
  'exportSvg',
  'importNodeData',
  'exportNodeData',
] as const;
export type ModelPageCommand = (typeof modelPageCommands)[number];

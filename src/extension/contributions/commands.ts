import type { CommandContribution } from './command.ts';
import { onModelPage } from './editorFocus.ts';
import { historyCommands } from './historyCommands.ts';
import { modelCommands } from './modelCommands.ts';

const onModel = 'resourceExtname == .onnx && !explorerResourceIsFolder';
const inModelEditor = 'resourceExtname == .onnx';
const onRecipe = 'resourceFilename =~ /\\.whittle\\.json$/i && !explorerResourceIsFolder';
const onReport = 'resourceFilename =~ /\\.whittle-report\\.json$/i && !explorerResourceIsFolder';

/** Every command. The type of the table of handlers asks for one for each of them and for nothing else. */
export const commands = {
  'whittle.quantize': {
    title: 'contribution.command.quantize',
    icon: '$(fold)',
    menus: {
      'explorer/context': { when: onModel, group: '3_whittle@1' },
      'editor/title': { when: inModelEditor, group: 'navigation@1' },
      'editor/title/context': { when: inModelEditor, group: '3_whittle@1' },
    },
  },
  'whittle.inspect': {
    title: 'contribution.command.inspect',
    icon: '$(info)',
    menus: {
      'explorer/context': { when: onModel, group: '3_whittle@2' },
      'editor/title': { when: inModelEditor, group: 'navigation@2' },
      'editor/title/context': { when: inModelEditor, group: '3_whittle@2' },
    },
  },
  'whittle.analyze': {
    title: 'contribution.command.analyze',
    icon: '$(pulse)',
    menus: {
      'explorer/context': { when: onModel, group: '3_whittle@3' },
      'editor/title': { when: inModelEditor, group: 'navigation@3' },
      'editor/title/context': { when: inModelEditor, group: '3_whittle@3' },
      // On a page the palette has the command of the page.
      commandPalette: { when: `!(${onModelPage})` },
    },
  },
  'whittle.prune': {
    title: 'contribution.command.prune',
    icon: '$(diff-removed)',
    menus: {
      'explorer/context': { when: onModel, group: '3_whittle@4' },
      'editor/title': { when: inModelEditor, group: 'navigation@4' },
      'editor/title/context': { when: inModelEditor, group: '3_whittle@4' },
      // On a page the palette has the command of the page.
      commandPalette: { when: `!(${onModelPage})` },
    },
  },
  'whittle.compareModels': {
    title: 'contribution.command.compare-models',
    menus: { 'explorer/context': { when: `listDoubleSelection && ${onModel}`, group: '3_whittle@5' } },
  },
  'whittle.benchmark': {
    title: 'contribution.command.benchmark',
    icon: '$(dashboard)',
    menus: {
      'explorer/context': { when: onModel, group: '3_whittle@6' },
      'editor/title': { when: inModelEditor, group: 'navigation@5' },
      'editor/title/context': { when: inModelEditor, group: '3_whittle@6' },
      'view/title': { when: 'view == whittle.history', group: 'navigation@1' },
    },
  },
  'whittle.runRecipe': {
    title: 'contribution.command.run-recipe',
    icon: '$(play)',
    menus: {
      'explorer/context': { when: `(${onModel}) || (${onRecipe})`, group: '3_whittle@7' },
      'editor/title': { when: onRecipe, group: 'navigation@1' },
      'editor/title/context': { when: `${inModelEditor} || (${onRecipe})`, group: '3_whittle@7' },
    },
  },
  'whittle.saveRecipe': {
    title: 'contribution.command.save-recipe',
    menus: {
      'explorer/context': { when: onReport, group: '3_whittle@8' },
      'editor/title': { when: onReport, group: '3_whittle@8' },
      'editor/title/context': { when: onReport, group: '3_whittle@8' },
    },
  },
  'whittle.newRecipe': { title: 'contribution.command.new-recipe', menus: {} },
  'whittle.showJobs': { title: 'contribution.command.show-jobs', menus: {} },
  'whittle.showLog': { title: 'contribution.command.show-log', menus: {} },
  'whittle.openSample': { title: 'contribution.command.open-sample', menus: {} },
  ...historyCommands,
  ...modelCommands,
} as const satisfies Record<string, CommandContribution>;

export type CommandId = keyof typeof commands;

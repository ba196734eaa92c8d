import type { CommandContribution, MenuPlace } from './command.ts';

const inHistory = 'view == whittle.history';

/** Offered for entries of which the view says that they can do it. */
function onEntry(word: string, group: string): MenuPlace {
  return { when: `${inHistory} && viewItem =~ /\\b${word}\\b/`, group };
}

/** What nobody can choose in the palette, where no entry is selected. */
const commandPalette: MenuPlace = { when: 'false' };

/** What can be done with the history, and with its entries. */
export const historyCommands = {
  'whittle.history.open': {
    title: 'contribution.command.history-open',
    icon: '$(go-to-file)',
    menus: { 'view/item/context': onEntry('result', '1_open@1'), commandPalette },
  },
  'whittle.history.openReport': {
    title: 'contribution.command.history-open-report',
    icon: '$(graph)',
    menus: { 'view/item/context': [onEntry('report', 'inline@1'), onEntry('report', '1_open@2')], commandPalette },
  },
  'whittle.history.openModel': {
    title: 'contribution.command.history-open-model',
    menus: { 'view/item/context': onEntry('entry', '1_open@3'), commandPalette },
  },
  'whittle.history.repeat': {
    title: 'contribution.command.history-repeat',
    icon: '$(debug-restart)',
    menus: {
      'view/item/context': [onEntry('repeatable', 'inline@2'), onEntry('repeatable', '3_log@2')],
      commandPalette,
    },
  },
  'whittle.history.compare': {
    title: 'contribution.command.history-compare',
    menus: { 'view/item/context': onEntry('comparable', '2_compare@1'), commandPalette },
  },
  'whittle.history.benchmark': {
    title: 'contribution.command.benchmark',
    menus: { 'view/item/context': onEntry('entry', '2_compare@2'), commandPalette },
  },
  'whittle.history.showLog': {
    title: 'contribution.command.show-log',
    menus: { 'view/item/context': onEntry('entry', '3_log@1'), commandPalette },
  },
  'whittle.history.remove': {
    title: 'contribution.command.history-remove',
    icon: '$(trash)',
    menus: { 'view/item/context': onEntry('(done|failed|cancelled|interrupted)', '4_remove@1'), commandPalette },
  },
  'whittle.history.cancel': {
    title: 'contribution.command.history-cancel',
    icon: '$(close)',
    menus: { 'view/item/context': [onEntry('live', 'inline@1'), onEntry('live', '1_open@1')], commandPalette },
  },
  'whittle.history.clear': {
    title: 'contribution.command.history-clear',
    icon: '$(clear-all)',
    menus: { 'view/title': { when: inHistory, group: 'navigation@9' } },
  },
} as const satisfies Record<string, CommandContribution>;

export type HistoryCommandId = keyof typeof historyCommands;

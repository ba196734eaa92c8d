import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { say, sayMessage } from '../texts.ts';
import type { ChoiceName, ChoiceRow } from './rows.ts';

/** The first line of the pick: what Enter does. */
export interface PrimaryAction {
  readonly label: string;
  readonly description: string;
}

/** What is shown once it is known. */
export interface PickContents<Choice extends string> {
  readonly primary: PrimaryAction;
  readonly rows: readonly PickRow<Choice>[];
}

/** A line that can be changed. */
export interface PickRow<Choice extends string> {
  readonly choice: Choice;
  readonly label: string;
  readonly value: string;
  readonly reason: string;
  readonly icon?: string;
}

interface Line<Choice extends string> extends vscode.QuickPickItem {
  readonly choice?: Choice | 'run';
}

/** What a person decided: to go on, or what to change first. Undefined when they left. */
export type Decision<Choice extends string> = Choice | 'run' | undefined;

/**
 * Asks whether to go on with choices that are filled in already, or which to change. The pick is there at once; its lines
 * come when `contents` is known.
 * @param active the line that is active at first: the one that was changed last
 * @param placeholder what Enter does, and what else there is to do
 */
export async function pickDecision<Choice extends string>(
  title: Message,
  contents: PickContents<Choice> | Promise<PickContents<Choice>>,
  active: Decision<Choice> = 'run',
  placeholder = message('quantize.placeholder', {}),
): Promise<Decision<Choice>> {
  const pick = vscode.window.createQuickPick<Line<Choice>>();
  pick.title = sayMessage(title);
  pick.placeholder = sayMessage(placeholder);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.show();
  try {
    return await new Promise<Decision<Choice>>((resolve, reject) => {
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [line] = pick.selectedItems;
        if (line?.choice !== undefined) resolve(line.choice);
      });
      pick.onDidTriggerItemButton(({ item }) => {
        if (item.choice !== undefined) resolve(item.choice);
      });
      Promise.resolve(contents).then((known) => fill(pick, known, active), reject);
    });
  } finally {
    pick.dispose();
  }
}

function fill<Choice extends string>(
  pick: vscode.QuickPick<Line<Choice>>,
  { primary, rows }: PickContents<Choice>,
  active: Decision<Choice>,
): void {
  const change = { iconPath: new vscode.ThemeIcon('edit'), tooltip: say('quantize.change', {}) };
  pick.items = [
    { label: `$(play) ${primary.label}`, description: primary.description, alwaysShow: true, choice: 'run' },
    { label: say('quantize.choices', {}), kind: vscode.QuickPickItemKind.Separator },
    ...rows.map(({ choice, label, value, reason, icon }) => ({
      label: icon === undefined ? label : `${icon} ${label}`,
      description: value,
      detail: reason,
      buttons: [change],
      choice,
    })),
  ];
  pick.busy = false;
  const line = pick.items.find(({ choice }) => choice === active);
  if (line !== undefined) pick.activeItems = [line];
}

const icons: Readonly<Record<ChoiceName, string>> = {
  method: '$(symbol-numeric)',
  data: '$(database)',
  preprocessing: '$(file-media)',
  evaluation: '$(beaker)',
  target: '$(chip)',
  settings: '$(settings)',
  output: '$(save)',
};

/** A choice as a line of the pick. */
export function pickRow({ choice, label, value, reason }: ChoiceRow): PickRow<ChoiceName> {
  return {
    ...{ choice, icon: icons[choice] },
    ...{ label: sayMessage(label), value: sayMessage(value), reason: sayMessage(reason) },
  };
}

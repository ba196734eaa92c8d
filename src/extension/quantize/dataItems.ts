import path from 'node:path';
import * as vscode from 'vscode';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { FittingData } from '../../protocol/result/proposal.ts';
import { say, sayMessage } from '../texts.ts';
import { dataName, type Known } from './rows.ts';

/** Sees whether data that a person chose fits the model, and remembers it as known; says why not where it does not. */
export type DataLookup = (options: DataOptions) => Promise<FittingData | undefined>;

/** Data that can be chosen. */
export interface DataItem<Choices> extends vscode.QuickPickItem {
  /** The choices that follow; undefined where the person left on the way. */
  readonly choose?: () => Promise<Choices | undefined>;
}

/** Lets the person choose one, and follows it. */
export async function pickData<Choices>(
  title: string,
  items: readonly DataItem<Choices>[],
): Promise<Choices | undefined> {
  const chosen = await vscode.window.showQuickPick(items, { title });
  return chosen?.choose?.();
}

/** Data that was found to fit. */
export function foundItems<Choices>(
  { data, model }: Pick<Known, 'data' | 'model'>,
  use: (data: DataOptions) => Choices,
): readonly DataItem<Choices>[] {
  if (data.length === 0) return [];
  return [
    separator(say('quantize.data-found', {})),
    ...data.map(({ options, reason }) => ({
      label: `$(database) ${sayMessage(dataName(options, data, model))}`,
      detail: sayMessage(reason),
      choose: async () => Promise.resolve(use(options)),
    })),
  ];
}

/** A file or a folder of the person's own, looked at before it is taken. */
export function ownItems<Choices>(
  lookup: DataLookup,
  use: (data: DataOptions) => Choices,
): readonly DataItem<Choices>[] {
  const choose = async (dialog: vscode.OpenDialogOptions): Promise<Choices | undefined> => {
    const [chosen] = (await vscode.window.showOpenDialog({ ...dialog, openLabel: say('quantize.data-use', {}) })) ?? [];
    if (chosen === undefined) return undefined;
    const fitting = await lookup({ kind: 'auto', path: chosen.fsPath });
    return fitting === undefined ? undefined : use(fitting.options);
  };
  return [
    {
      label: `$(file-zip) ${say('quantize.data-file', {})}`,
      detail: say('quantize.data-file-explained', {}),
      choose: async () =>
        choose({ canSelectFiles: true, filters: { [say('quantize.data-files', {})]: ['npz', 'npy'] } }),
    },
    {
      label: `$(folder) ${say('quantize.data-folder', {})}`,
      detail: say('quantize.data-folder-explained', {}),
      choose: async () => choose({ canSelectFiles: false, canSelectFolders: true }),
    },
  ];
}

/** What looks like data and cannot be fed to the model: shown with the reason, and leads to nothing. */
export function unfitItems({
  proposal: { unfit },
  model,
}: Pick<Known, 'proposal' | 'model'>): readonly DataItem<never>[] {
  if (unfit.length === 0) return [];
  return [
    separator(say('quantize.data-unfit', {})),
    ...unfit.map((each) => ({
      label: `$(circle-slash) ${path.relative(path.dirname(model), each.path)}`,
      detail: sayMessage(each.reason),
    })),
  ];
}

/** A heading in the list. */
export function separator(label: string): DataItem<never> {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

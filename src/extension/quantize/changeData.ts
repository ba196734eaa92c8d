import path from 'node:path';
import * as vscode from 'vscode';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { FittingData } from '../../protocol/result/proposal.ts';
import { say, sayMessage } from '../texts.ts';
import type { QuantizeChoices } from './choices.ts';
import { dataName, type Known } from './rows.ts';

/** Sees whether data that a person chose fits the model, and remembers it as known; says why not where it does not. */
export type DataLookup = (options: DataOptions) => Promise<FittingData | undefined>;

interface DataItem extends vscode.QuickPickItem {
  /** The choices that follow; undefined where the person left on the way. */
  readonly choose?: () => Promise<QuantizeChoices | undefined>;
}

const synthetic: DataOptions = { kind: 'synthetic' };

/** Asks what static quantization should calibrate on. */
export async function changeData(choices: QuantizeChoices, known: Known, lookup: DataLookup): Promise<QuantizeChoices> {
  const use = (data: DataOptions): QuantizeChoices => ({ ...choices, data });
  const items: DataItem[] = [
    ...foundItems(known, use),
    separator(say('quantize.data-other', {})),
    ...ownItems(lookup, use),
    ...(choices.method === 'static' ? [dynamicItem(choices)] : []),
    {
      label: `$(dashboard) ${say('quantize.data-synthetic', {})}`,
      detail: say('quantize.data-synthetic-explained', {}),
      choose: async () => Promise.resolve(withoutEvaluation(use(synthetic))),
    },
    ...unfitItems(known),
  ];
  return (await pick(say('quantize.data-title', {}), items)) ?? choices;
}

/** Asks what the result should be compared with the original on. */
export async function changeEvaluation(
  choices: QuantizeChoices,
  known: Known,
  lookup: DataLookup,
): Promise<QuantizeChoices> {
  const use = (evaluation: DataOptions): QuantizeChoices => ({ ...choices, evaluation });
  const [label, detail] =
    choices.method === 'static'
      ? (['quantize.evaluation-held-out', 'quantize.evaluation-held-out-explained'] as const)
      : (['quantize.evaluation-same', 'quantize.evaluation-same-explained'] as const);
  const items: DataItem[] = [
    {
      label: `$(split-horizontal) ${say(label, {})}`,
      detail: say(detail, {}),
      choose: async () => Promise.resolve(withoutEvaluation(choices)),
    },
    ...foundItems(known, use),
    separator(say('quantize.data-other', {})),
    ...ownItems(lookup, use),
  ];
  return (await pick(say('quantize.evaluation-title', {}), items)) ?? choices;
}

async function pick(title: string, items: readonly DataItem[]): Promise<QuantizeChoices | undefined> {
  const chosen = await vscode.window.showQuickPick(items, { title });
  return chosen?.choose?.();
}

function foundItems({ data, model }: Known, use: (data: DataOptions) => QuantizeChoices): readonly DataItem[] {
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
function ownItems(lookup: DataLookup, use: (data: DataOptions) => QuantizeChoices): readonly DataItem[] {
  const choose = async (dialog: vscode.OpenDialogOptions): Promise<QuantizeChoices | undefined> => {
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

function dynamicItem(choices: QuantizeChoices): DataItem {
  return {
    label: `$(symbol-numeric) ${say('quantize.data-dynamic', {})}`,
    detail: say('quantize.method-dynamic-explained', {}),
    choose: async () => Promise.resolve({ ...choices, method: 'dynamic' }),
  };
}

function unfitItems({ proposal: { unfit }, model }: Known): readonly DataItem[] {
  if (unfit.length === 0) return [];
  return [
    separator(say('quantize.data-unfit', {})),
    ...unfit.map((each) => ({
      label: `$(circle-slash) ${path.relative(path.dirname(model), each.path)}`,
      detail: sayMessage(each.reason),
    })),
  ];
}

function withoutEvaluation({ evaluation: _, ...choices }: QuantizeChoices): QuantizeChoices {
  return choices;
}

function separator(label: string): DataItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

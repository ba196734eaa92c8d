import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { DataOptions, ImagePreprocessing } from '../../protocol/options/data.ts';
import type { PresetName } from '../../protocol/options/preset.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';
import type { OutputChoice, QuantizeChoices, RememberedChoices } from './choices.ts';

/** What a person may change about quantizing a model. */
export type ChoiceName = 'method' | 'data' | 'preprocessing' | 'evaluation' | 'target' | 'settings' | 'output';

/** One choice as it is shown: what it is, what is chosen, and why. */
export interface ChoiceRow {
  readonly choice: ChoiceName;
  readonly label: Message;
  readonly value: Message;
  readonly reason: Message;
}

/** What is known about a model and the data for it when its choices are shown. */
export interface Known {
  readonly model: string;
  readonly proposal: Proposal;
  /** Data that was found to fit: that of the proposal, and what the person chose. */
  readonly data: readonly FittingData[];
  /** Whether the choices are those of last time. */
  readonly remembered: boolean;
}

/** Every choice with its reason, in the order of their weight. */
export function choiceRows(choices: QuantizeChoices, known: Known): readonly ChoiceRow[] {
  const rows: ChoiceRow[] = [methodRow(choices, known), dataRow(choices, known)];
  if (choices.data?.kind === 'images') rows.push(preprocessingRow(choices.data.preprocessing));
  if (choices.data !== undefined || choices.evaluation !== undefined) rows.push(evaluationRow(choices, known));
  if (choices.method === 'static') rows.push(targetRow(choices, known));
  rows.push(settingsRow(choices), outputRow(choices.output, known));
  return rows;
}

/** The name of a method, and what it is good for. */
export const methodTexts = {
  static: ['quantize.method-static', 'quantize.method-static-explained'],
  dynamic: ['quantize.method-dynamic', 'quantize.method-dynamic-explained'],
} as const;

/** Data by its name, the number of samples and whether there are labels, as far as that is known. */
export function dataName(options: DataOptions, data: readonly FittingData[], model: string): Message {
  if (options.kind === 'synthetic') return message('quantize.data-synthetic', {});
  const name = path.relative(path.dirname(model), options.path) || options.path;
  const fitting = find(options, data);
  if (fitting === undefined) return message('quantize.name', { name });
  return message(fitting.labelled ? 'quantize.data-labelled' : 'quantize.data-samples', {
    name,
    count: fitting.samples,
  });
}

function methodRow({ method }: RememberedChoices, { proposal, remembered }: Known): ChoiceRow {
  const [value, explained] = methodTexts[method];
  const proposed = method === proposal.method.value ? proposal.method.reason : message(explained, {});
  return {
    ...{ choice: 'method', label: message('quantize.method', {}), value: message(value, {}) },
    reason: remembered ? asLastTime(proposed) : proposed,
  };
}

function dataRow({ method, data }: RememberedChoices, known: Known): ChoiceRow {
  const label = message('quantize.data', {});
  if (data === undefined) {
    const reason = message(method === 'static' ? 'quantize.data-needed' : 'quantize.data-unneeded', {});
    return { choice: 'data', label, value: message('quantize.data-none', {}), reason };
  }
  const value = dataName(data, known.data, known.model);
  if (data.kind === 'synthetic') {
    return { choice: 'data', label, value, reason: message('quantize.data-synthetic-explained', {}) };
  }
  if (method === 'dynamic') {
    return { choice: 'data', label, value, reason: message('quantize.data-unneeded-compared', {}) };
  }
  const reason = find(data, known.data)?.reason;
  return { choice: 'data', label, value, reason: reason ?? message('quantize.as-last-time', {}) };
}

function preprocessingRow(preprocessing: ImagePreprocessing | undefined): ChoiceRow {
  const values = Object.values(preprocessing ?? {});
  return {
    ...{ choice: 'preprocessing', label: message('quantize.preprocessing', {}) },
    value:
      values.length === 0
        ? message('quantize.settings-usual', {})
        : message('quantize.name', { name: values.map(String).join(' · ') }),
    reason: message('quantize.preprocessing-explained', {}),
  };
}

function evaluationRow({ method, evaluation }: RememberedChoices, known: Known): ChoiceRow {
  const label = message('quantize.evaluation', {});
  if (evaluation !== undefined) {
    const reason = find(evaluation, known.data)?.reason ?? message('quantize.as-last-time', {});
    return { choice: 'evaluation', label, value: dataName(evaluation, known.data, known.model), reason };
  }
  const [value, reason] =
    method === 'static'
      ? (['quantize.evaluation-held-out', 'quantize.evaluation-held-out-explained'] as const)
      : (['quantize.evaluation-same', 'quantize.evaluation-same-explained'] as const);
  return { choice: 'evaluation', label, value: message(value, {}), reason: message(reason, {}) };
}

function targetRow(choices: RememberedChoices, { proposal }: Known): ChoiceRow {
  const { value, reason } = targetTexts(choices.static.preset, proposal);
  return { choice: 'target', label: message('quantize.target', {}), value, reason };
}

/** The name of a target, and what quantizing for it means. */
export function targetTexts(
  preset: PresetName,
  proposal: Proposal,
): { readonly value: Message; readonly reason: Message } {
  return preset === 'cpu'
    ? { value: message('target.this-machine', {}), reason: proposal.preset.reason }
    : { value: message('quantize.name', { name: preset }), reason: message(`preset.${preset}`, {}) };
}

function settingsRow(choices: RememberedChoices): ChoiceRow {
  const names = changedSettings(choices);
  return {
    ...{ choice: 'settings', label: message('quantize.settings', {}) },
    value:
      names.length === 0
        ? message('quantize.settings-usual', {})
        : message('quantize.settings-changed', { names: names.join(', ') }),
    reason: message('quantize.settings-explained', {}),
  };
}

/** The settings of the method that are not as they usually are. The target has a row of its own. */
export function changedSettings(choices: RememberedChoices): readonly string[] {
  const { options, usual } =
    choices.method === 'static'
      ? { options: choices.static, usual: quantizeStaticOptions.parse({ preset: choices.static.preset }) }
      : { options: choices.dynamic, usual: quantizeDynamicOptions.parse({}) };
  const wanted = usual as Readonly<Record<string, unknown>>;
  return Object.entries(options)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(wanted[key]))
    .map(([key]) => key);
}

function outputRow({ path: file, replace }: OutputChoice, { model }: Known): ChoiceRow {
  const beside = path.dirname(file) === path.dirname(model);
  return {
    ...{ choice: 'output', label: message('quantize.output', {}) },
    value: message('quantize.name', { name: beside ? path.basename(file) : file }),
    reason: replace
      ? message('quantize.output-replaces', {})
      : message(beside ? 'quantize.output-beside' : 'quantize.output-elsewhere', {}),
  };
}

function asLastTime(reason: Message): Message {
  return message('quantize.as-last-time-because', { reason });
}

/** What is known of data that is read like this. */
export function find(options: DataOptions, data: readonly FittingData[]): FittingData | undefined {
  const wanted = JSON.stringify(options);
  return data.find((each) => JSON.stringify(each.options) === wanted);
}

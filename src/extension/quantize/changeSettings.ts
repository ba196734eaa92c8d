import * as vscode from 'vscode';
import type * as z from 'zod';
import { imagePreprocessing } from '../../protocol/options/data.ts';
import { childrenOf, type Leaf, leavesOf } from '../../protocol/options/leaf.ts';
import { optionText, parseOption } from '../../protocol/options/parseOption.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { say, sayMessage } from '../texts.ts';
import type { QuantizeChoices } from './choices.ts';

type Values = Readonly<Record<string, unknown>>;

/** Lets the person change the settings of the method, one after the other, until they leave. */
export async function changeSettings(choices: QuantizeChoices): Promise<QuantizeChoices> {
  if (choices.method === 'dynamic') {
    const dynamic = await changeOptions(quantizeDynamicOptions, choices.dynamic, []);
    return { ...choices, dynamic: quantizeDynamicOptions.parse(dynamic) };
  }
  // The target is a choice of its own.
  const changed = await changeOptions(quantizeStaticOptions, choices.static, ['preset']);
  return { ...choices, static: quantizeStaticOptions.parse(changed) };
}

/** Lets the person change how images become the model's input. */
export async function changePreprocessing(choices: QuantizeChoices): Promise<QuantizeChoices> {
  const { data } = choices;
  if (data?.kind !== 'images') return choices;
  const changed = imagePreprocessing.parse(await changeOptions(imagePreprocessing, data.preprocessing ?? {}, []));
  return { ...choices, data: { ...data, preprocessing: changed } };
}

/**
 * Shows every option that a schema describes with its value, and asks for those that the person chooses.
 * @param values of the schema's object
 * @param hidden keys that are not shown
 */
async function changeOptions(schema: z.ZodObject, values: Values, hidden: readonly string[]): Promise<Values> {
  const leaves = [...leavesOf(schema).values()].filter(({ key }) => !hidden.includes(key));
  const usual = usualValues(schema);
  let current = values;
  for (;;) {
    const reset = { label: `$(discard) ${say('settings.reset', {})}`, leaf: undefined };
    const items = [...leaves.map((leaf) => ({ ...line(leaf, current), leaf })), reset];
    const chosen = await vscode.window.showQuickPick(items, {
      ...{ title: say('settings.title', {}), placeHolder: say('settings.placeholder', {}) },
      ...{ matchOnDetail: true, ignoreFocusOut: true },
    });
    if (chosen === undefined) return current;
    if (chosen.leaf === undefined) {
      current = { ...usual, ...Object.fromEntries(hidden.map((key) => [key, values[key]])) };
    } else {
      current = await changeOption(schema, chosen.leaf, current);
    }
  }
}

function usualValues(schema: z.ZodObject): Values {
  return schema.parse({});
}

function line({ key, flag, schema, presentation }: Leaf, values: Values) {
  return {
    label: flag,
    description: valueText(schema, values[key]),
    detail: sayMessage({ code: presentation.help, args: {} }),
  };
}

function valueText(schema: z.core.$ZodType, value: unknown): string {
  if (value === undefined) return say('settings.usual', {});
  if (typeof value === 'boolean') return say(value ? 'settings.yes' : 'settings.no', {});
  return optionText(schema, value) || say('settings.none', {});
}

async function changeOption(schema: z.ZodObject, leaf: Leaf, values: Values): Promise<Values> {
  const { key } = leaf;
  const answer = await ask(leaf, childrenOf(schema).get(key) as z.ZodType, values[key]);
  if (answer === undefined) return values;
  const { [key]: _, ...others } = values;
  return answer.value === undefined ? { ...usualOf(schema, key), ...others } : { ...others, [key]: answer.value };
}

/** What an option is when nobody says: its default, where it has one. */
function usualOf(schema: z.ZodObject, key: string): Values {
  const usual = usualValues(schema)[key];
  return usual === undefined ? {} : { [key]: usual };
}

/** Undefined where the person left without an answer; a value of undefined leaves the option to its default. */
type Answer = { readonly value: unknown } | undefined;

async function ask(leaf: Leaf, schema: z.ZodType, value: unknown): Promise<Answer> {
  const { type } = leaf;
  if (type.kind === 'switch') return pickOne(leaf, [true, false]);
  if (type.kind === 'choice') return pickOne(leaf, type.choices);
  const help = sayMessage({ code: leaf.presentation.help, args: {} });
  const text = await vscode.window.showInputBox({
    title: leaf.flag,
    prompt: type.kind === 'list' ? `${help}. ${say('settings.prompt-list', {})}` : help,
    value: optionText(schema, value),
    ignoreFocusOut: true,
    validateInput: (written) => problemOf(schema, written),
  });
  return text === undefined ? undefined : { value: read(schema, text) };
}

async function pickOne(leaf: Leaf, values: readonly (string | boolean)[]): Promise<Answer> {
  const items = values.map((value) => ({ label: valueText(leaf.schema, value), value }));
  const usual = leaf.defaultValue === undefined ? [{ label: say('settings.usual', {}), value: undefined }] : [];
  return vscode.window.showQuickPick([...items, ...usual], {
    title: leaf.flag,
    placeHolder: sayMessage({ code: leaf.presentation.help, args: {} }),
  });
}

function problemOf(schema: z.ZodType, text: string): string | undefined {
  const parsed = parseOption(schema, text);
  return 'problem' in parsed ? say('settings.problem', { problem: parsed.problem }) : undefined;
}

function read(schema: z.ZodType, text: string): unknown {
  const parsed = parseOption(schema, text);
  return 'value' in parsed ? parsed.value : undefined;
}

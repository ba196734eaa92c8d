import path from 'node:path';
import { dataOptions } from '../../protocol/options/data.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { QuantizePass } from '../../protocol/recipe.ts';
import { format, message } from '../../protocol/messages/catalogue.ts';
import type { OutputEffect, SensitiveLayer, Sensitivity } from '../../protocol/result/sensitivity.ts';
import { worstFirst } from '../../protocol/result/worstFirst.ts';
import { writeArguments } from '../options/writeArguments.ts';
import { quoted } from './quoted.ts';
import type { Style } from './style.ts';

/** So many layers are kept in float at most: more would hardly leave a faster model. */
const most = 3;
/** Layers that do as much harm as the worst, within a factor of 4 in noise. */
const withinDecibels = 6;

/** A quantized model that is as good as the original for most purposes. */
const good = { sqnr: 30, changed: 0.01 };

/** The commands that keep the layers in float that hurt most, chosen here or by a search; that none hurts is said, too. */
export function nextStep(result: Sensitivity, style: Style): readonly string[] {
  const { model, pass, data, whole, samples } = result;
  if (whole !== undefined && !samples.synthetic && isGood(whole.fused)) {
    return ['', text('cli.sensitivity-no-need')];
  }
  const layers = worst(result.layers);
  if (layers.length === 0 || data === undefined || data.kind === 'synthetic') return [];
  const { path: file, ...settings } = data;
  const common = [
    path.relative('', model) || model,
    ...writeArguments(dataOptions, { ...settings, path: path.relative('', file) || '.' }),
  ];
  const command = (...args: readonly string[]): string =>
    style.strong(['whittle quantize', ...[...common, ...args].map(quoted)].join(' '));
  const search = pass.pass === 'quantize-dynamic' ? [] : [text('cli.sensitivity-search'), command('--mixed')];
  return ['', text('cli.sensitivity-next'), command(...methodArguments(pass, layers.map(nameFor))), ...search];
}

function isGood({ sqnr, changed = 0, metrics }: OutputEffect): boolean {
  const isAsGood = metrics.every(({ before, after, better, unit }) => {
    const loss = better === 'higher' ? before - after : after - before;
    return unit !== 'share' || loss <= good.changed;
  });
  return sqnr >= good.sqnr && changed <= good.changed && isAsGood;
}

function text(code: 'cli.sensitivity-next' | 'cli.sensitivity-search' | 'cli.sensitivity-no-need'): string {
  return format(message(code, {}));
}

/** How the model was quantized, as far as that is not what happens anyway, with more nodes kept in float. */
function methodArguments({ pass, options }: QuantizePass, names: readonly string[]): readonly string[] {
  const isDynamic = pass === 'quantize-dynamic';
  const schema = isDynamic ? quantizeDynamicOptions : quantizeStaticOptions;
  const usual: Readonly<Record<string, unknown>> = schema.parse({});
  const changed = Object.entries({ ...options, excludeNodes: [...options.excludeNodes, ...names] }).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
  );
  return [
    ...(isDynamic ? writeArguments(methodOptions, { method: 'dynamic' }) : []),
    ...writeArguments(schema, Object.fromEntries(changed)),
  ];
}

/** Only what was measured alone says what keeping it in float would gain. */
function worst(layers: readonly SensitiveLayer[]): readonly SensitiveLayer[] {
  const ranked = worstFirst(layers.filter(({ cause }) => cause !== undefined && cause.sqnr < Number.POSITIVE_INFINITY));
  const limit = (ranked[0]?.cause?.sqnr ?? 0) + withinDecibels;
  // The command line divides its lists at commas.
  return ranked.filter((each) => (each.cause?.sqnr ?? 0) <= limit && !nameFor(each).includes(',')).slice(0, most);
}

function nameFor({ name, node }: SensitiveLayer): string {
  return name === '' ? node : name;
}

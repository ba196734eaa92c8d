import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatDifference, formatRatio } from '../../protocol/quantity.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import { baselineOf } from '../../protocol/result/benchmarkGains.ts';
import type { Comparator, Condition } from './condition.ts';
import type { Figure } from './measures.ts';
import { formatQuantity } from './quantities.ts';

/**
 * What is wrong with a report by some conditions: a line for each condition that is met by a variant, or cannot be judged for
 * it. With several models the variants are judged, else the model itself.
 *
 * A figure with an interval meets a condition when all of the interval does: what may be chance fails no build. An interval that
 * reaches over the limit is no reason to fail unless it is wider than twice the precision that was asked for: then the
 * measurement says too little, and to pass would be blind.
 */
export function judge(report: BenchmarkReport, conditions: readonly Condition[]): readonly Message[] {
  const { variants, options } = report;
  return conditions.flatMap((condition) =>
    judged(report).flatMap((variant) => {
      const finding = judgeOne(condition, variant, baselineOf(variants, variant), 2 * options.precision);
      return finding === undefined ? [] : [finding];
    }),
  );
}

/** The rows that conditions are about: no originals, unless there is nothing else. */
export function judged({ variants, options: { providers } }: BenchmarkReport): readonly BenchmarkVariant[] {
  const models = variants.length / providers.length;
  if (models > 1) return variants.filter((_, index) => index % models !== 0);
  return variants.length > 1 ? variants.slice(1) : variants;
}

function judgeOne(
  condition: Condition,
  variant: BenchmarkVariant,
  original: BenchmarkVariant | undefined,
  widest: number,
): Message | undefined {
  const { text, measure } = condition;
  const { name } = variant;
  const unjudged = (reason: Message) => message('cli.bench-unjudged', { condition: text, name, reason });
  if (variant.failure !== undefined) return unjudged(variant.failure);
  const figure = measure.of(variant);
  if (figure === undefined) return unjudged(measure.missing(variant));
  if (condition.limit.kind === 'absolute') {
    const found = decide(figure, condition.comparator, condition.limit.value, widest);
    if (found === 'unmet') return undefined;
    const [low, high] = [formatQuantity(measure.quantity, figure.low), formatQuantity(measure.quantity, figure.high)];
    if (found === 'imprecise') return unjudged(message('cli.bench-imprecise', { low, high }));
    return message('cli.bench-met', { condition: text, name, value: valueText(condition, figure) });
  }
  const before = original && measure.of(original);
  if (original === undefined || before === undefined) {
    return unjudged(
      original === undefined ? message('cli.bench-no-original', {}) : (original.failure ?? measure.missing(original)),
    );
  }
  return judgeBeside(condition, { variant, figure, before: before.value, widest }, unjudged);
}

interface Beside {
  readonly variant: BenchmarkVariant;
  readonly figure: Figure;
  /** The figure of the original. */
  readonly before: number;
  readonly widest: number;
}

function judgeBeside(
  { text, measure, comparator, limit }: Condition,
  { variant, figure, before, widest }: Beside,
  unjudged: (reason: Message) => Message,
): Message | undefined {
  const { name } = variant;
  const value = formatQuantity(measure.quantity, figure.value);
  const original = formatQuantity(measure.quantity, before);
  if (measure.ratio !== undefined) {
    const ratio = measure.ratio(variant);
    if (ratio === undefined) return unjudged(measure.missing(variant));
    const limitRatio = limit.kind === 'ratio' ? limit.value : 1 + limit.value / before;
    const found = decide(ratio, comparator, limitRatio, widest);
    if (found === 'unmet') return undefined;
    const interval = { low: formatRatio(ratio.low), high: formatRatio(ratio.high) };
    if (found === 'imprecise') return unjudged(message('cli.bench-imprecise', interval));
    return message('cli.bench-met-ratio', { condition: text, name, ratio: formatRatio(ratio.value), ...interval });
  }
  const target = limit.kind === 'ratio' ? before * limit.value : before + limit.value;
  if (Number.isNaN(target)) return unjudged(measure.missing(variant));
  if (decide(figure, comparator, target, widest) === 'unmet') return undefined;
  const difference = (figure.value - before) * (measure.quantity === 'share' ? 100 : 1);
  const change =
    measure.quantity === 'share'
      ? message('summary.points', { difference: formatDifference(difference) })
      : message('cli.bench-times', { ratio: formatRatio(figure.value / before) });
  return message('cli.bench-met-beside', { condition: text, name, value, original, change });
}

function valueText({ measure: { quantity } }: Condition, { value, low, high }: Figure): Message {
  const text = formatQuantity(quantity, value);
  if (low === high) return message('cli.bench-value', { value: text });
  return message('cli.bench-value-interval', {
    ...{ value: text, low: formatQuantity(quantity, low), high: formatQuantity(quantity, high) },
  });
}

/** Whether a figure is beyond a limit as a whole. */
function decide({ value, low, high }: Figure, comparator: Comparator, limit: number, widest: number) {
  const isBeyond = (each: number) => compare(each, comparator, limit);
  if (isBeyond(low) && isBeyond(high)) return 'met';
  if (!isBeyond(low) && !isBeyond(high)) return 'unmet';
  return high - low > widest * Math.abs(value) ? 'imprecise' : 'unmet';
}

/** Numbers are alike when they differ by the rounding of float64 only: half a point is half a point. */
function compare(value: number, comparator: Comparator, limit: number): boolean {
  const isAlike = value === limit || Math.abs(value - limit) < 1e-12 * Math.abs(limit);
  switch (comparator) {
    case '<':
      return value < limit && !isAlike;
    case '>':
      return value > limit && !isAlike;
    case '<=':
      return value < limit || isAlike;
    case '>=':
      return value > limit || isAlike;
  }
}

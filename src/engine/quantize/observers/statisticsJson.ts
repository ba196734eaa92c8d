import * as z from 'zod';
import { format, message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { settingProblem } from '../../../protocol/options/problem.ts';
import type { Range } from '../scheme.ts';
import { MOST_BINS, NARROWEST_WIDTH, binOf, lastBin, type Bins } from './bins.ts';
import type { TensorStatistics } from './statistics.ts';

/** Thrown for JSON that is not a statistics record. The caller knows the file and the tensor and tells the user. */
export class InvalidStatisticsError extends Error {
  readonly detail: Message;

  constructor(reason: Message) {
    const detail = message('calibrate.not-statistics', { reason });
    super(format(detail));
    this.name = 'InvalidStatisticsError';
    this.detail = detail;
  }
}

const count = z.int().nonnegative();

const range = z
  .tuple([z.number(), z.number()])
  .refine(([min, max]) => min <= max, { params: { code: 'calibrate.bounds-order' } })
  .nullable();

const histogram = z
  .object({
    /** Binary logarithm of the width of a bin. */
    exponent: z.int().min(Math.log2(NARROWEST_WIDTH)).max(127),
    first: z.int().min(-MOST_BINS).max(0),
    /** Counts of the bins in order. A negative number −n stands for n empty bins. */
    counts: z.array(z.int()).max(MOST_BINS),
  })
  .nullable();

const schema = z.object({ batches: count, nan: count, infinite: count, range, movingAverage: range, histogram });

/** A statistics record as plain JSON values. */
export type TensorStatisticsJson = z.infer<typeof schema>;

export function statisticsToJson(statistics: TensorStatistics): TensorStatisticsJson {
  const { batches, nan, infinite, bins } = statistics;
  return {
    batches,
    nan,
    infinite,
    range: rangeToJson(statistics.range),
    movingAverage: rangeToJson(statistics.movingAverage),
    histogram:
      bins === null ? null : { exponent: Math.log2(bins.width), first: bins.first, counts: shorten(bins.counts) },
  };
}

/** @throws {InvalidStatisticsError} if `value` is not what {@link statisticsToJson} returns */
export function statisticsFromJson(value: unknown): TensorStatistics {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new InvalidStatisticsError(settingProblem(parsed.error));
  const { batches, nan, infinite } = parsed.data;
  const statistics: TensorStatistics = {
    batches,
    nan,
    infinite,
    range: rangeFromJson(parsed.data.range),
    movingAverage: rangeFromJson(parsed.data.movingAverage),
    bins: parsed.data.histogram === null ? null : binsFromJson(parsed.data.histogram),
  };
  checkConsistent(statistics);
  return statistics;
}

function rangeToJson(value: Range | null): [number, number] | null {
  return value === null ? null : [value.min, value.max];
}

function rangeFromJson(value: [number, number] | null): Range | null {
  return value === null ? null : { min: value[0], max: value[1] };
}

function binsFromJson(json: NonNullable<TensorStatisticsJson['histogram']>): Bins {
  const length = json.counts.reduce((sum, entry) => sum + (entry < 0 ? -entry : 1), 0);
  if (length > MOST_BINS || json.first + length < 1)
    throw new InvalidStatisticsError(message('calibrate.bins', { count: length }));
  const counts = new Float64Array(length);
  let bin = 0;
  for (const entry of json.counts) {
    if (entry >= 0) counts[bin] = entry;
    bin += entry < 0 ? -entry : 1;
  }
  return { width: 2 ** json.exponent, first: json.first, counts };
}

function shorten(counts: Float64Array): number[] {
  const short: number[] = [];
  let empty = 0;
  for (const entry of counts) {
    if (entry === 0) empty++;
    else {
      if (empty > 0) short.push(-empty);
      empty = 0;
      short.push(entry);
    }
  }
  if (empty > 0) short.push(-empty);
  return short;
}

/** The observers rely on the range lying in the bins. */
function checkConsistent({ range: seen, bins }: TensorStatistics): void {
  if (bins === null) return;
  const empty = bins.counts.every((entry) => entry === 0);
  if (seen === null ? !empty : empty) throw new InvalidStatisticsError(message('calibrate.range-disagrees', {}));
  if (seen !== null && (binOf(seen.min, bins.width) < bins.first || binOf(seen.max, bins.width) > lastBin(bins))) {
    throw new InvalidStatisticsError(message('calibrate.range-exceeds', {}));
  }
}

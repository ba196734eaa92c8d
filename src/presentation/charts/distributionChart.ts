import { type Drawing, draw } from '../drawing.ts';
import { chartKey, type KeyEntry } from './chartKey.ts';
import type { Domain } from './domain.ts';
import { namedText } from './namedText.ts';
import { type Labelled, picture, type ValueAxis } from './picture.ts';
import { pixels } from './pixels.ts';
import { axisHeight, nameRoom, type RowPlot, rowAxis, rowPlot } from './rows.ts';
import { textWidth } from './textWidth.ts';

/** Pixels. */
const row = 30;
const half = 8;

/** How values of one thing are distributed. */
export interface DistributionRow {
  readonly name: string;
  /** The shares 0, 1/n, … 1 of the sorted values. */
  readonly quantiles: readonly number[];
  readonly p50: number;
  /** In which the median lies. */
  readonly interval: Domain;
  readonly p90: number;
  readonly p99: number;
  /** The median, as it stands at the end of the row. */
  readonly text: string;
  /** All of it in words, where it is pointed at. */
  readonly description: string;
}

/** What a {@link distributionChart} shows. */
export interface DistributionContent extends Labelled {
  readonly axis: ValueAxis;
  readonly rows: readonly DistributionRow[];
  /** What the marks stand for. */
  readonly key: { readonly middle: string; readonly p50: string; readonly p90: string; readonly p99: string };
}

/**
 * Distributions below each other on one axis: a line from the least value to the 99th percentile, a box around the middle half, strokes
 * for the median, with its interval, and for the 90th and the 99th percentile. @param width in pixels
 */
export function distributionChart({ label, axis, rows, key: words }: DistributionContent, width: number): Drawing {
  const key = chartKey(keyEntries(words), width);
  const top = key.height;
  const bottom = top + Math.max(1, rows.length) * row;
  const left =
    nameRoom(
      rows.map(({ name }) => name),
      width,
    ) + 8;
  const textRoom = Math.max(0, ...rows.map(({ text }) => textWidth(text) + 8));
  const domain = domainOf(rows);
  const plot = rowPlot(domain, { left, right: Math.max(left + 24, width - textRoom), top, bottom });
  const drawn = rows.flatMap((each, place) => {
    const middle = top + (place + 0.5) * row;
    return [
      namedText(each.name, left - 8, {
        class: 'name',
        x: pixels(left - 6),
        y: pixels(middle + 4),
        'text-anchor': 'end',
      }),
      draw('g', { class: 'distribution' }, draw('title', {}, each.description), ...marksOf(plot, each, middle)),
      draw('text', { class: 'value', x: width, y: pixels(middle + 4), 'text-anchor': 'end' }, each.text),
    ];
  });
  return picture(label, width, bottom + axisHeight, [...key.marks, ...rowAxis(plot, domain, axis, width), ...drawn]);
}

function marksOf({ x }: Pick<RowPlot, 'x'>, each: DistributionRow, middle: number): readonly Drawing[] {
  const [from, to] = [quantile(each.quantiles, 0.25), quantile(each.quantiles, 0.75)];
  const least = each.quantiles[0] ?? each.p50;
  return [
    draw('path', { class: 'whisker', d: `M${pixels(x(least))} ${pixels(middle)}H${pixels(x(each.p99))}` }),
    box(x(from ?? each.p50), x(to ?? each.p50), middle),
    draw('path', {
      class: 'median-interval',
      d: `M${pixels(x(each.interval.low))} ${pixels(middle)}H${pixels(x(each.interval.high))}`,
    }),
    median(x(each.p50), middle),
    ninetieth(x(each.p90), middle),
    ninetyNinth(x(each.p99), middle),
  ];
}

function keyEntries({ middle, p50, p90, p99 }: DistributionContent['key']): readonly KeyEntry[] {
  return [
    { name: middle, mark: (x, y) => [box(x, x + 14, y + 5, 5)] },
    { name: p50, mark: (x, y) => [median(x + 7, y + 5, 6)] },
    { name: p90, mark: (x, y) => [ninetieth(x + 7, y + 5)] },
    { name: p99, mark: (x, y) => [ninetyNinth(x + 7, y + 5)] },
  ];
}

function box(from: number, to: number, middle: number, high = half): Drawing {
  const size = { y: pixels(middle - high), width: pixels(Math.max(1, to - from)), height: 2 * high };
  return draw('rect', { class: 'box', x: pixels(from), ...size });
}

function median(x: number, middle: number, high = half + 2): Drawing {
  return draw('path', { class: 'median', d: `M${pixels(x)} ${pixels(middle - high)}v${2 * high}` });
}

function ninetieth(x: number, middle: number): Drawing {
  return draw('path', { class: 'p90', d: `M${pixels(x)} ${pixels(middle - 5)}v10` });
}

/** A triangle that points to the line. */
function ninetyNinth(x: number, middle: number): Drawing {
  return draw('path', { class: 'p99', d: `M${pixels(x)} ${pixels(middle)}l-4 -7h8z` });
}

/** What is slower than the 99th percentile is not shown: one outlier would hide everything else. */
function domainOf(rows: readonly DistributionRow[]): Domain {
  let [low, high] = [Infinity, 0];
  for (const { quantiles, p50, p99, interval } of rows) {
    low = Math.min(low, quantiles[0] ?? p50, interval.low);
    high = Math.max(high, p99, interval.high);
  }
  if (!(high > 0) || !Number.isFinite(high)) return { low: 0, high: 1 };
  // Where all are close to each other, the axis need not begin at zero: these are no bars.
  const room = Math.max((high - low) * 0.08, high * 0.01);
  return { low: low < high / 3 ? 0 : Math.max(0, low - room), high: high + room };
}

/** @returns undefined where there are no quantiles */
export function quantile(quantiles: readonly number[], share: number): number | undefined {
  const place = share * (quantiles.length - 1);
  const [below, above] = [quantiles[Math.floor(place)], quantiles[Math.ceil(place)]];
  return below === undefined || above === undefined ? undefined : below + (above - below) * (place - Math.floor(place));
}

import { type Drawing, draw } from '../drawing.ts';
import { around, type Domain, fromZero } from './domain.ts';
import { framed } from './frame.ts';
import { type Box, labelPlaces } from './labelPlaces.ts';
import { type Labelled, picture, type ValueAxis } from './picture.ts';
import { pixels } from './pixels.ts';
import type { Axis, Plot } from './plot.ts';
import { fitted, textWidth } from './textWidth.ts';

/** Pixels. */
const usualHeight = 280;
const radius = 4;
const widestLabel = 180;

/** A point of a {@link scatterChart}. */
export interface ScatterPoint {
  readonly name: string;
  readonly x: number;
  /** Infinite values stand at the end of the axis, where it says so. */
  readonly y: number;
  readonly xInterval?: Domain;
  readonly yInterval?: Domain;
  /** What the others are compared with: it has another shape, and lines through it. */
  readonly isOriginal: boolean;
  /** All of it in words, where it is pointed at. */
  readonly description: string;
}

/** What a {@link scatterChart} shows. */
export interface ScatterContent extends Labelled {
  /** Begins at zero. */
  readonly x: ValueAxis;
  readonly y: ValueAxis & {
    /** How wide it is at least, so that small differences look small. */
    readonly least: number;
    /** No mark is below, and none above. */
    readonly within?: Domain;
  };
  /** None is without an x; those whose y is NaN are left out. */
  readonly points: readonly ScatterPoint[];
  /** Pixels; 280 when left out. */
  readonly height?: number;
}

/** Points with their names and intervals in a plane. @param width in pixels */
export function scatterChart({ label, x, y, points, height = usualHeight }: ScatterContent, width: number): Drawing {
  const shown = points.filter((point) => Number.isFinite(point.x) && !Number.isNaN(point.y));
  const xAxis: Axis = { ...x, ...fromZero(shown.flatMap((point) => [point.x, point.xInterval?.high ?? 0])) };
  const yAxis = axisOf(y, shown);
  const { plot, behind, before } = framed(xAxis, yAxis, { width, height });
  const original = shown.find(({ isOriginal }) => isOriginal);
  return picture(label, width, height, [
    ...behind,
    ...(shown.some((point) => !Number.isFinite(point.y)) ? infinityLine(plot, yAxis) : []),
    ...(original === undefined ? [] : reference(plot, original, yAxis)),
    ...before,
    ...shown.map((point) => pointMark(plot, point, yAxis)),
    ...labels(plot, shown, yAxis),
  ]);
}

/** Where some values are infinite, the axis ends above all marks. */
function axisOf(y: ScatterContent['y'], points: readonly ScatterPoint[]): Axis {
  const all = points.flatMap((point) => [point.y, point.yInterval?.low ?? point.y, point.yInterval?.high ?? point.y]);
  const { low, high } = around(all, y.least);
  const { low: least, high: most } = y.within ?? { low: -Infinity, high: Infinity };
  // Half a percent, so that a point at the end of what is possible is not cut.
  const domain = { low: Math.max(low, least), high: Math.min(high, most + (high - low) * 0.005) };
  const isEndless = points.some((point) => point.y === Infinity);
  const extent = domain.high - domain.low;
  return {
    ...{ label: y.label, text: y.text, low: domain.low },
    ...(isEndless ? { high: domain.high + extent * 0.25, markedTo: domain.high } : { high: domain.high }),
    ...(!isEndless && y.within !== undefined && { markedTo: most }),
  };
}

function placeOf(plot: Plot, { x, y }: ScatterPoint, axis: Axis): { readonly x: number; readonly y: number } {
  return { x: plot.x(x), y: plot.y(Math.min(axis.high, Math.max(axis.low, y))) };
}

function infinityLine({ left, top, width }: Plot, { text }: Axis): readonly Drawing[] {
  return [
    draw('path', { class: 'grid-line', d: `M${left} ${top + 0.5}h${width}` }),
    draw('text', { x: left - 4, y: top + 4, 'text-anchor': 'end' }, text(Infinity, 1)),
  ];
}

/** Lines through the original, so that better and worse are seen at once. */
function reference(plot: Plot, point: ScatterPoint, axis: Axis): readonly Drawing[] {
  const { x, y } = placeOf(plot, point, axis);
  const { left, top, width, height } = plot;
  return [draw('path', { class: 'reference', d: `M${pixels(x)} ${top}v${height}M${left} ${pixels(y)}h${width}` })];
}

function pointMark(plot: Plot, point: ScatterPoint, axis: Axis): Drawing {
  const { x, y } = placeOf(plot, point, axis);
  const size = radius + 1;
  return draw(
    'g',
    { class: 'point' },
    draw('title', {}, point.description),
    ...errorBars(plot, point, x, y),
    point.isOriginal
      ? draw('rect', {
          class: 'original-point',
          x: pixels(x - size),
          y: pixels(y - size),
          width: 2 * size,
          height: 2 * size,
        })
      : draw('circle', { class: 'variant-point', cx: pixels(x), cy: pixels(y), r: radius }),
  );
}

function errorBars(plot: Plot, { xInterval, yInterval }: ScatterPoint, x: number, y: number): readonly Drawing[] {
  const strokes: string[] = [];
  if (xInterval !== undefined && xInterval.low < xInterval.high) {
    const [from, to] = [pixels(Math.max(plot.left, plot.x(xInterval.low))), pixels(plot.x(xInterval.high))];
    strokes.push(`M${from} ${pixels(y - 4)}v8M${from} ${pixels(y)}H${to}M${to} ${pixels(y - 4)}v8`);
  }
  if (yInterval !== undefined && yInterval.low < yInterval.high) {
    const [from, to] = [plot.y(yInterval.low), plot.y(yInterval.high)].map((end) =>
      pixels(Math.min(plot.top + plot.height, Math.max(plot.top, end))),
    );
    strokes.push(`M${pixels(x - 4)} ${from}h8M${pixels(x)} ${from}V${to}M${pixels(x - 4)} ${to}h8`);
  }
  return strokes.length === 0 ? [] : [draw('path', { class: 'interval', d: strokes.join('') })];
}

/** Names where there is room for them. The original has its name before all others. */
function labels(plot: Plot, points: readonly ScatterPoint[], axis: Axis): readonly Drawing[] {
  const named = points
    .map((point) => ({ ...placeOf(plot, point, axis), point, name: fitted(point.name, widestLabel) }))
    .sort((a, b) => Number(b.point.isOriginal) - Number(a.point.isOriginal));
  const taken = named.map(({ x, y }): Box => ({ left: x - 6, top: y - 6, width: 12, height: 12 }));
  const original = named.find(({ point }) => point.isOriginal);
  const { left, top, width, height } = plot;
  const lines: readonly Box[] =
    original === undefined
      ? []
      : [
          { left, top: original.y - 1, width, height: 2 },
          { left: original.x - 1, top, width: 2, height },
        ];
  const wishes = named.map(({ x, y, name }) => ({ x, y, width: textWidth(name) }));
  const places = labelPlaces(wishes, plot, taken, lines);
  return named.flatMap(({ name, point }, index) => {
    const place = places[index];
    if (place === undefined) return [];
    const attributes = { class: point.isOriginal ? 'point-name original' : 'point-name' };
    return [
      draw(
        'text',
        { ...attributes, x: pixels(place.left), y: pixels(place.top + 11) },
        draw('title', {}, point.name),
        name,
      ),
    ];
  });
}

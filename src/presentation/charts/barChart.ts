import { type Drawing, draw } from '../drawing.ts';
import { chartKey } from './chartKey.ts';
import { fromZero } from './domain.ts';
import { namedText } from './namedText.ts';
import { type Labelled, picture, type ValueAxis } from './picture.ts';
import { pixels } from './pixels.ts';
import { axisHeight, nameRoom, rowAxis, rowPlot } from './rows.ts';
import { texturedBar } from './texture.ts';
import { textWidth } from './textWidth.ts';

/** Pixels. */
const thickness = 12;
const betweenGroups = 8;

/** One bar. */
export interface BarValue {
  /** No less than 0; undefined where there is none, which is another thing than zero. */
  readonly value: number | undefined;
  /** As it stands beside the bar. */
  readonly text: string;
}

/** Bars that belong together, one for each series. */
export interface BarGroup {
  readonly name: string;
  readonly bars: readonly BarValue[];
  /** What is to be said of them together, at the right end: `2.1× faster`. */
  readonly note?: string;
}

/** What a {@link barChart} shows. */
export interface BarContent extends Labelled {
  readonly axis: ValueAxis;
  /** What the bars of a group stand for, in their order; told in a key where there are several. */
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
}

/** Bars from left to right in groups below each other, each with its value. As high as it takes. @param width in pixels */
export function barChart({ label, axis, series, groups }: BarContent, width: number): Drawing {
  const key = chartKey(
    series.length > 1
      ? series.map((name, place) => ({ name, mark: (x: number, y: number) => [texturedBar(place, x, y, 14, 10)] }))
      : [],
    width,
  );
  const top = key.height;
  const groupHeight = Math.max(1, series.length) * thickness + betweenGroups;
  const bottom = top + Math.max(1, groups.length) * groupHeight;
  const values = groups.flatMap(({ bars }) => bars);
  const left =
    nameRoom(
      groups.map(({ name }) => name),
      width,
    ) + 8;
  const noteRoom = widest(groups.map(({ note }) => note ?? ''));
  const textRoom = widest(values.map(({ text }) => text));
  const right = Math.max(left + 24, width - noteRoom - textRoom - 8);
  const domain = fromZero(values.map(({ value }) => value ?? 0));
  const plot = rowPlot(domain, { left, right, top, bottom });
  const drawn = groups.flatMap((group, place) => {
    const upper = top + place * groupHeight + betweenGroups / 2;
    const middle = upper + (groupHeight - betweenGroups) / 2;
    return [
      namedText(group.name, left - 8, {
        class: 'name',
        x: pixels(left - 6),
        y: pixels(middle + 4),
        'text-anchor': 'end',
      }),
      ...group.bars.flatMap(({ value, text }, index) => {
        const y = upper + index * thickness;
        const length = value === undefined ? 0 : plot.x(value) - left;
        return [
          ...(value === undefined
            ? []
            : [texturedBar(series.length > 1 ? index : 1, left, y + 1, length, thickness - 2)]),
          draw('text', { class: 'value', x: pixels(left + length + 5), y: pixels(y + thickness - 2) }, text),
        ];
      }),
      ...(group.note === undefined
        ? []
        : [draw('text', { class: 'note', x: width, y: pixels(middle + 4), 'text-anchor': 'end' }, group.note)]),
    ];
  });
  const marks = [...key.marks, ...rowAxis(plot, domain, axis, width), ...drawn];
  return picture(label, width, bottom + axisHeight, marks);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => (text === '' ? 0 : textWidth(text) + 8)));
}

import { rounded } from '../../../../src/protocol/quantity.ts';
import { svgFile } from '../../../charts/chartSvg.ts';
import { svg } from '../../../charts/svg.ts';
import type { Look } from '../../../graph/drawing/paint/look.ts';
import type { Bar } from './bars.ts';
import type { BarScale } from './barScale.ts';

/** A row as it stands in the picture. */
export interface PicturedRow {
  readonly place: string;
  /** What kind it is of; empty where there are no kinds. */
  readonly operator: string;
  readonly name: string;
  /** With its unit; empty where it was not measured. */
  readonly value: string;
  readonly bar: Bar | undefined;
}

/** Pixels. */
const row = 20;
const above = 64;
const margin = 16;
const columns = { place: 48, operator: 60, name: 176, bar: 460, value: 940 } as const;
const width = 1016;
const barLength = columns.value - columns.bar - 76;
/** Characters that fit. */
const fitting = { operator: 15, name: 40 } as const;

/** What the picture has beside its rows. */
export interface BarsPicture {
  readonly title: string;
  /** Heads the column of values. */
  readonly unit: string;
  readonly scale: BarScale | undefined;
  readonly look: Look;
}

/** The whole ranking as the text of an SVG file, which stands alone: all rows, not only those in view. */
export function barsSvg({ title, unit, scale, look }: BarsPicture, rows: readonly PicturedRow[]): string {
  const height = above + rows.length * row + margin;
  const picture = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  picture.setAttribute('font-family', look.fontFamily);
  picture.setAttribute('font-size', '12');
  const text = (x: number, y: number, fill: string, content: string, anchor = 'start'): SVGElement =>
    svg('text', { x, y, fill, 'text-anchor': anchor }, content);
  picture.append(
    svg('title', {}, title),
    svg('rect', { width, height, fill: look.background }),
    text(margin, 26, look.title, cut(title, 140)),
    ...(scale?.marks ?? []).flatMap((value) => {
      const x = columns.bar + barLength * scale!.part(value);
      return [
        text(x, above - 12, look.description, rounded(value), 'middle'),
        svg('path', { d: `M${x.toFixed(1)} ${above - 6}V${height - margin}`, stroke: look.minorLine, fill: 'none' }),
      ];
    }),
    text(columns.value, above - 12, look.description, unit, 'end'),
    ...rows.flatMap(({ place, operator, name, value, bar }, index) => {
      const top = above + index * row;
      const base = top + 14;
      const drawn =
        bar === undefined
          ? []
          : [
              svg('rect', {
                ...{ x: columns.bar, y: top + 4, height: row - 8, width: Math.max(1, barLength * bar.part).toFixed(1) },
                ...{ fill: bar.colour, stroke: look.strongBorder, 'stroke-width': 0.5 },
              }),
            ];
      const named = text(columns.name, base, look.title, cut(name, fitting.name));
      named.append(svg('title', {}, name));
      return [
        text(columns.place, base, look.description, place, 'end'),
        text(columns.operator, base, look.title, cut(operator, fitting.operator)),
        ...[named, ...drawn],
        text(columns.value, base, look.title, value, 'end'),
      ];
    }),
  );
  return svgFile(picture);
}

function cut(text: string, most: number): string {
  const characters = Array.from(text.slice(0, 4 * most));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

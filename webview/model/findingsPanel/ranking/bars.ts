import { element } from '../../../element.ts';
import { noStep, scaledOverlay } from '../../../graph/drawing/overlay/overlay.ts';
import { type Look, lookOf } from '../../../graph/drawing/paint/look.ts';
import { readTheme } from '../../../graph/drawing/theme/readTheme.ts';
import { rounded } from '../../../../src/protocol/quantity.ts';
import { amountScale, type BarScale, decibelScale } from './barScale.ts';

/** How the bar of a row looks. */
export interface Bar {
  /** Share of the whole length. */
  readonly part: number;
  readonly colour: string;
}

/** What bars show: decibels of which one end hurts, or milliseconds, which add up. */
export type BarMeasure =
  { readonly unit: 'decibels'; readonly strong: 'low' | 'high' } | { readonly unit: 'milliseconds' };

/** As the numbers on the scale are written, and the column of values in a picture is headed. */
export const unitSigns = { decibels: 'dB', milliseconds: 'ms' } as const satisfies Record<BarMeasure['unit'], string>;

/**
 * Bars for rows, as long as they stand out and in the colours in which the graph has them. What was not measured is hatched, never
 * a colour.
 */
export class Bars {
  private look: Look = lookOf(readTheme());
  private shownScale: BarScale | undefined;
  private unit: BarMeasure['unit'] = 'decibels';
  private steps: ReadonlyMap<string, number> = new Map();
  private heading: HTMLElement | undefined;

  get scale(): BarScale | undefined {
    return this.shownScale;
  }

  /** Colours and lines of the theme. */
  get theme(): Look {
    return this.look;
  }

  /** @param shown values of rows, by their ids; NaN where there is none */
  show(shown: ReadonlyMap<string, number>, measure: BarMeasure): void {
    const { unit } = measure;
    const values = Float64Array.from(shown.values());
    const strong = measure.unit === 'decibels' ? measure.strong : 'high';
    const { steps } = scaledOverlay({ name: '', unit, scale: 'linear', strong, values });
    this.unit = unit;
    this.steps = new Map([...shown.keys()].map((id, index) => [id, steps[index]!]));
    this.shownScale = unit === 'decibels' ? decibelScale([...values], strong) : amountScale([...values]);
    this.showMarks();
  }

  /** The theme is another. */
  dress(): void {
    this.look = lookOf(readTheme());
  }

  /** The bar of a row; undefined where it has none. */
  bar(id: string, value: number): Bar | undefined {
    const step = this.steps.get(id) ?? noStep;
    if (step === noStep || Number.isNaN(value)) return undefined;
    // Where no row has a finite value, there is no scale: it stands out without end, or not at all.
    const part = this.shownScale?.part(value) ?? (step > 0 ? 1 : 0);
    return { part, colour: this.look.ramp.bodies[step]! };
  }

  /** Draws the bar of a row into the cell of a table. */
  fill(cell: HTMLTableCellElement, id: string, value: number): void {
    const track = cell.firstElementChild ?? cell.appendChild(element('div', { class: 'bar-track' }, element('div')));
    const drawn = track.firstElementChild as HTMLElement;
    const bar = this.bar(id, value);
    drawn.className = bar === undefined ? 'bar-missing' : 'bar';
    drawn.style.width = bar === undefined ? '' : `${(100 * bar.part).toFixed(2)}%`;
    drawn.style.backgroundColor = bar?.colour ?? '';
    drawn.style.borderColor = bar === undefined ? this.look.hatch : this.look.strongBorder;
    drawn.style.setProperty('--hatch', this.look.hatch);
    const steps = Math.max(1, (this.shownScale?.marks.length ?? 0) - 1);
    drawn.parentElement!.style.setProperty('--bar-step', `${100 / steps}%`);
  }

  /** Puts the marks of the scale above the bars. */
  fillHeading(cell: HTMLTableCellElement): void {
    this.heading = element('div', { class: 'bar-marks', 'aria-hidden': 'true' });
    cell.append(this.heading);
    this.showMarks();
  }

  private showMarks(): void {
    const { heading, shownScale, unit } = this;
    if (heading === undefined) return;
    const marks = (shownScale?.marks ?? []).map((value, index, all) => {
      const text = index < all.length - 1 ? rounded(value) : `${rounded(value)} ${unitSigns[unit]}`;
      const mark = element('span', {}, text);
      mark.style.insetInlineStart = `${(100 * shownScale!.part(value)).toFixed(2)}%`;
      return mark;
    });
    heading.replaceChildren(...marks);
  }
}

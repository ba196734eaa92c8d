import { element } from '../../../element.ts';
import { noStep, scaledOverlay } from '../../../graph/drawing/overlay/overlay.ts';
import { type Look, lookOf } from '../../../graph/drawing/paint/look.ts';
import { readTheme } from '../../../graph/drawing/theme/readTheme.ts';
import { formatDecibels, rounded } from '../../../../src/protocol/quantity.ts';
import { type BarScale, barScale } from './barScale.ts';

/** How the bar of a layer looks. */
export interface Bar {
  /** Share of the whole length. */
  readonly part: number;
  readonly colour: string;
}

/**
 * Bars for layers, as long as they hurt and in the colours in which the graph has them. What was not measured is hatched, never a
 * colour.
 */
export class Bars {
  private look: Look = lookOf(readTheme());
  private shownScale: BarScale | undefined;
  private steps: ReadonlyMap<string, number> = new Map();
  private heading: HTMLElement | undefined;

  get scale(): BarScale | undefined {
    return this.shownScale;
  }

  /** Colours and lines of the theme. */
  get theme(): Look {
    return this.look;
  }

  /** @param decibels of layers, by their ids; NaN where there is none */
  show(decibels: ReadonlyMap<string, number>, strong: 'low' | 'high'): void {
    const values = Float64Array.from(decibels.values());
    const { steps } = scaledOverlay({ name: '', unit: 'decibels', scale: 'linear', strong, values });
    this.steps = new Map([...decibels.keys()].map((id, index) => [id, steps[index]!]));
    this.shownScale = barScale([...values], strong);
    this.showMarks();
  }

  /** The theme is another. */
  dress(): void {
    this.look = lookOf(readTheme());
  }

  /** The bar of a layer; undefined where it has none. */
  bar(id: string, decibels: number): Bar | undefined {
    const step = this.steps.get(id) ?? noStep;
    if (step === noStep || Number.isNaN(decibels)) return undefined;
    // Where no layer has a finite value, there is no scale: it hurts without end, or not at all.
    const part = this.shownScale?.part(decibels) ?? (step > 0 ? 1 : 0);
    return { part, colour: this.look.ramp.bodies[step]! };
  }

  /** Draws the bar of a layer into the cell of a table. */
  fill(cell: HTMLTableCellElement, id: string, decibels: number): void {
    const track = cell.firstElementChild ?? cell.appendChild(element('div', { class: 'bar-track' }, element('div')));
    const drawn = track.firstElementChild as HTMLElement;
    const bar = this.bar(id, decibels);
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
    const { heading, shownScale } = this;
    if (heading === undefined) return;
    const marks = (shownScale?.marks ?? []).map((value, index, all) => {
      const mark = element('span', {}, index < all.length - 1 ? rounded(value) : formatDecibels(value));
      mark.style.insetInlineStart = `${(100 * shownScale!.part(value)).toFixed(2)}%`;
      return mark;
    });
    heading.replaceChildren(...marks);
  }
}

import { element } from '../../../element.ts';
import type { Point } from '../viewport/viewport.ts';

/** The rectangle that is drawn to zoom to. */
export class Band {
  private readonly band = element('div', { class: 'graph-band', 'aria-hidden': true, hidden: true });

  constructor(container: HTMLElement) {
    container.append(this.band);
  }

  show(from: Point, to: Point): void {
    this.band.hidden = false;
    this.band.style.left = `${Math.min(from.x, to.x)}px`;
    this.band.style.top = `${Math.min(from.y, to.y)}px`;
    this.band.style.width = `${Math.abs(to.x - from.x)}px`;
    this.band.style.height = `${Math.abs(to.y - from.y)}px`;
  }

  hide(): void {
    this.band.hidden = true;
  }
}

import { element } from '../../../element.ts';
import type { Point, Size } from '../viewport/viewport.ts';

/** Milliseconds before a card is shown, as long as VS Code waits with its own. */
const delay = 300;
/** CSS pixels between the pointer and the card. */
const distance = 14;

/**
 * A card beside the pointer with what is not to be read from where one is. For those who do not see it, the same is in the
 * table of nodes.
 */
export class HoverCard {
  private readonly card = element('div', { class: 'graph-hover', 'aria-hidden': true, hidden: true });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private shownFor: string | undefined;

  constructor(container: HTMLElement) {
    container.append(this.card);
  }

  /** Shows lines, the first one being the title, or nothing; at once when another card is shown already. */
  show(lines: readonly string[], at: Point, size: Size): void {
    const content = lines.filter((line) => line !== '');
    const key = content.join('\n');
    if (key === this.shownFor) return;
    const isShown = !this.card.hidden;
    this.hide();
    if (content.length === 0) return;
    this.shownFor = key;
    const appear = (): void => {
      this.card.replaceChildren(...content.map((line, index) => element(index === 0 ? 'strong' : 'span', {}, line)));
      this.card.hidden = false;
      this.place(at, size);
    };
    if (isShown) appear();
    else this.timer = setTimeout(appear, delay);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.shownFor = undefined;
    this.card.hidden = true;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.card.remove();
  }

  private place({ x, y }: Point, { width, height }: Size): void {
    const { offsetWidth, offsetHeight } = this.card;
    const left = x + distance + offsetWidth > width ? x - distance - offsetWidth : x + distance;
    const top = y + distance + offsetHeight > height ? y - distance - offsetHeight : y + distance;
    this.card.style.left = `${Math.max(0, left)}px`;
    this.card.style.top = `${Math.max(0, top)}px`;
  }
}

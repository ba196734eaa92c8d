import { message } from '../../src/protocol/messages/catalogue.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import type { Difference } from './differences.ts';

export type Kind = Difference['verdict'];

const kinds = ['changed', 'added', 'removed'] as const satisfies readonly Kind[];

/** Which kinds of differences are listed, each with how many there are: the signs are those of the drawing. */
export class VerdictFilter {
  readonly element: HTMLElement;
  private readonly chosen = new Set<Kind>(kinds);

  constructor(counts: Readonly<Record<Kind, number>>, say: Say, changed: () => void) {
    const buttons = kinds.map((kind) => {
      const text = say(message(`compare.show-${kind}`, { count: counts[kind] }));
      const made = element('button', { type: 'button', class: `kind verdict ${kind}`, 'aria-pressed': 'true' }, text);
      made.disabled = counts[kind] === 0;
      made.addEventListener('click', () => {
        if (!this.chosen.delete(kind)) this.chosen.add(kind);
        made.setAttribute('aria-pressed', String(this.chosen.has(kind)));
        changed();
      });
      return made;
    });
    this.element = element('div', { class: 'kinds' }, ...buttons);
  }

  lets({ verdict }: Difference): boolean {
    return this.chosen.has(verdict);
  }
}

import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { element, linkButton } from '../../element.ts';
import type { Say } from '../../page.ts';

/** What is said of the rows. */
export interface RowsTold {
  readonly shown: number;
  readonly all: number;
  readonly selected: number;
  readonly sums: readonly Message[];
  /** Whether figures have come that would order them in another way. */
  readonly isStale: boolean;
}

/** How many nodes are shown, and how much they are together. */
export class StatusLine {
  readonly element: HTMLElement;
  private readonly count = element('span', { role: 'status' });
  private readonly sums = element('span', { class: 'layers-sums' });
  private readonly told = element('span', { class: 'layers-told', role: 'status' });
  private readonly sortAgain: HTMLButtonElement;

  constructor(
    private readonly say: Say,
    sortAgain: () => void,
  ) {
    this.sortAgain = linkButton(say(message('layers.sort-again', {})), sortAgain);
    this.sortAgain.title = say(message('layers.sort-again-hint', {}));
    this.element = element(
      'div',
      { class: 'layers-status description' },
      this.count,
      this.sums,
      this.sortAgain,
      this.told,
    );
  }

  /** Says what came of something the person did; an empty text where there is nothing to be said any more. */
  tell(text: Message | string): void {
    setText(this.told, this.say(text));
    this.told.title = this.told.textContent;
  }

  show({ shown, all, selected, sums, isStale }: RowsTold): void {
    const { say } = this;
    const texts = [say(countOf(shown, all))];
    if (selected > 1) texts.push(say(message('layers.selected', { count: selected })));
    setText(this.count, texts.join(' · '));
    const told = sums.map((each) => say(each)).join(' · ');
    setText(this.sums, told);
    this.sums.title = told === '' ? '' : say(message('layers.sums', { sums: told }));
    this.sortAgain.hidden = !isStale;
  }
}

function countOf(shown: number, all: number): Message {
  if (shown < all) return message('layers.count-filtered', { shown, count: all });
  return all === 1 ? message('layers.count-one', {}) : message('layers.count', { count: all });
}

/** What is the same is not to be read out again. */
function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

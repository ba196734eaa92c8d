import { message } from '../../../src/protocol/messages/catalogue.ts';
import { element } from '../../element.ts';
import type { OpenedModel } from '../opened.ts';
import type { Hits } from './hits.ts';

/** Hits that are listed; the rest is gone through with Enter. */
const mostListed = 50;

export interface HitListEvents {
  chosen(index: number): void;
  /** The keyboard goes back to the field. */
  left(): void;
}

/** The first hits, below the field. Arrow keys go through them, Enter chooses, Esc goes back. */
export class HitList {
  readonly element = element('div', { class: 'search-list', hidden: true });
  private options: readonly HTMLElement[] = [];

  constructor(
    private readonly opened: OpenedModel,
    private readonly events: HitListEvents,
  ) {
    this.element.addEventListener('keydown', (event) => this.pressed(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Shows a sentence in place of hits. */
  tell(text: string, isError: boolean): void {
    this.options = [];
    const sentence = element('p', { class: isError ? 'search-remark search-error' : 'search-remark' }, text);
    this.element.replaceChildren(sentence);
    this.element.hidden = false;
  }

  /** @param current index of the hit that was chosen last, or -1 */
  show(hits: Hits, current: number): void {
    const { say } = this.opened;
    const count = Math.min(hits.count, mostListed);
    this.options = Array.from({ length: count }, (_, index) => this.option(hits, index, index === current));
    const label = say(message('model.search-hits', {}));
    const parts: HTMLElement[] = [element('div', { role: 'listbox', 'aria-label': label }, ...this.options)];
    if (hits.count > count) {
      const more = say(message('model.search-more', { count: hits.count - count }));
      parts.push(element('p', { class: 'search-remark' }, more));
    }
    this.element.replaceChildren(...parts);
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Takes the keyboard, at the hit that was chosen last or else at the first. */
  focus(): void {
    const chosen = this.options.find((option) => option.getAttribute('aria-selected') === 'true');
    (chosen ?? this.options[0])?.focus();
  }

  private option(hits: Hits, index: number, isChosen: boolean): HTMLElement {
    const { prepared, say } = this.opened;
    const { model } = prepared;
    const item = hits.item(index);
    const [title, name] =
      item.kind === 'node'
        ? [model.operator(item.node), model.nodeName(item.node) || model.nodeId(item.node)]
        : item.kind === 'tensor'
          ? ['', model.tensorName(item.tensor)]
          : ['', ''];
    const where = hits.places(index).map(say).join(', ');
    const option = element(
      'div',
      { class: 'search-hit', role: 'option', tabindex: -1, 'aria-selected': isChosen, title: name },
      element('span', { class: 'search-operator' }, title),
      element('span', { class: 'search-name' }, name),
      element('span', { class: 'search-where' }, where),
    );
    option.setAttribute('aria-selected', String(isChosen));
    option.addEventListener('click', () => this.choose(index));
    return option;
  }

  private choose(index: number): void {
    this.options.forEach((option, each) => option.setAttribute('aria-selected', String(each === index)));
    this.events.chosen(index);
  }

  private pressed(event: KeyboardEvent): void {
    const { options } = this;
    const at = options.indexOf(document.activeElement as HTMLElement);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => options[Math.min(at + 1, options.length - 1)]?.focus(),
      ArrowUp: () => (at > 0 ? options[at - 1]!.focus() : this.events.left()),
      Home: () => options[0]?.focus(),
      End: () => options.at(-1)?.focus(),
      Enter: () => this.choose(at),
      Escape: () => {
        this.hide();
        this.events.left();
      },
    };
    if (at < 0 || !Object.hasOwn(moves, event.key)) {
      // What is typed here goes on in the field.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.events.left();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]?.();
  }
}

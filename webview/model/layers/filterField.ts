import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { textField, type TextField } from '../../controls/controls.ts';
import { element } from '../../element.ts';
import type { Say } from '../../page.ts';

/** What a {@link FilterField} starts with, and who hears of it. */
export interface FilterFieldOptions {
  readonly say: Say;
  readonly filter: string;
  readonly filterBy: (text: string) => void;
  /** Leads to the rows. */
  readonly leave: () => void;
}

/** Takes a filter, and says why it cannot be understood: below itself, over what is there, as long as it has the focus. */
export class FilterField {
  readonly element: HTMLElement;
  private readonly field: TextField;
  private readonly mistake = element('div', { class: 'layers-mistake', role: 'status' });

  constructor(private readonly options: FilterFieldOptions) {
    const { say, filter, filterBy } = options;
    this.field = textField({
      ...{ label: say(message('layers.filter-label', {})), placeholder: say(message('layers.filter', {})) },
      ...{ value: filter, onInput: filterBy },
    });
    this.field.element.addEventListener('keydown', (event) => this.key(event));
    this.element = element('div', { class: 'layers-filter' }, this.field.element, this.mistake);
  }

  get text(): string {
    return this.field.value;
  }

  set text(text: string) {
    this.field.value = text;
    this.options.filterBy(text);
  }

  focus(): void {
    this.field.focus();
    this.field.selectAll();
  }

  showMistake(mistake: Message | undefined): void {
    this.field.isWrong = mistake !== undefined;
    this.mistake.textContent = mistake === undefined ? '' : this.options.say(mistake);
  }

  /** Esc clears the filter, and leads back to the rows; so do Enter and the arrow that points at them. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    if (event.key === 'Escape') this.text = '';
    this.options.leave();
    event.preventDefault();
    event.stopPropagation();
  }
}

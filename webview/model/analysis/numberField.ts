import { textField } from '../../controls/controls.ts';
import { element } from '../../element.ts';

export interface NumberFieldOptions {
  readonly label: string;
  readonly value: number | undefined;
  /** What leaving it empty means; undefined where it must be filled in. */
  readonly empty?: string;
  /** Whether a number will do. */
  readonly accepts: (value: number) => boolean;
  /** What is said where it will not. */
  readonly problem: string;
  readonly changed: () => void;
}

/** What is written in a field: a number, nothing where it may be empty, or something that will not do. */
export type FieldValue = number | undefined | 'wrong';

let count = 0;

/** A number that a person may write, with what is wrong with it below. */
export class NumberField {
  readonly element: HTMLElement;
  private readonly field: ReturnType<typeof textField>;
  private readonly input: HTMLInputElement;
  private readonly caption: HTMLElement;
  private readonly problem: HTMLElement;

  constructor(private readonly options: NumberFieldOptions) {
    const { label, value, empty = '' } = options;
    this.field = textField({
      ...{ label, placeholder: empty, value: value === undefined ? '' : String(value) },
      onInput: () => this.update(),
    });
    const id = `number-problem-${++count}`;
    this.problem = element('p', { class: 'field-problem', id, role: 'alert' });
    const input = (this.input = this.field.element.querySelector('input')!);
    input.inputMode = 'decimal';
    input.setAttribute('aria-describedby', id);
    this.caption = element('span', { class: 'field-label', 'aria-hidden': true }, label);
    this.element = element('div', { class: 'number-field' }, this.caption, this.field.element, this.problem);
  }

  get value(): FieldValue {
    const text = this.field.value.trim();
    if (text === '') return this.options.empty === undefined ? 'wrong' : undefined;
    const value = Number(text.replace(',', '.'));
    return Number.isFinite(value) && this.options.accepts(value) ? value : 'wrong';
  }

  /** It stands for something else now. */
  set label(label: string) {
    this.caption.textContent = label;
    this.input.ariaLabel = label;
  }

  private update(): void {
    const isWrong = this.value === 'wrong';
    this.field.isWrong = isWrong;
    this.problem.textContent = isWrong ? this.options.problem : '';
    this.options.changed();
  }
}

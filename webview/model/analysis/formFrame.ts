import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { ArgumentsOf, MessageCode } from '../../../src/protocol/messages/catalogue.ts';
import { button, iconButton, setEnabled } from '../../controls/controls.ts';
import { element } from '../../element.ts';
import type { Say } from '../../page.ts';

type FormCode = MessageCode & (`analysis.${string}` | `reduction.${string}`);

/** Texts of the forms that have no placeholders. */
export type FormText = { [Code in FormCode]: keyof ArgumentsOf<Code> extends never ? Code : never }[FormCode];

export interface FormFrameOptions {
  readonly say: Say;
  readonly title: FormText;
  readonly explained: FormText;
  /** What the one button does. */
  readonly action: FormText;
  readonly run: () => void;
  readonly close: () => void;
  /** What would come of it, beside the button. */
  readonly preview?: HTMLElement;
}

/** What forms in the column share: a title, a way out, and one button, which Enter in a field presses too. */
export class FormFrame {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly action: HTMLElement;
  private readonly hindrance = element('p', { class: 'description form-hindrance', role: 'status' });

  constructor(
    { say, title, explained, action, run, close, preview }: FormFrameOptions,
    ...content: readonly HTMLElement[]
  ) {
    const text = (code: FormText): string => say(message(code, {}));
    this.title = element('h2', { class: 'title', tabindex: -1 }, text(title));
    const leave = iconButton('close', { label: text('analysis.close'), hint: text('analysis.close-form') }, close);
    this.action = button('primary', text(action), run);
    this.element = element(
      'section',
      { class: 'column-form', 'aria-label': text(title) },
      element(
        'div',
        { class: 'form-content' },
        element('div', { class: 'form-head' }, this.title, leave),
        element('p', { class: 'description' }, text(explained)),
        ...content,
      ),
      element('div', { class: 'form-foot' }, ...(preview === undefined ? [] : [preview]), this.hindrance, this.action),
    );
    this.element.addEventListener('keydown', (event) => {
      const isField = event.target instanceof HTMLInputElement;
      if (event.key !== 'Enter' || !isField || this.action.hasAttribute('disabled')) return;
      event.preventDefault();
      run();
    });
  }

  focus(): void {
    this.title.focus();
  }

  /** @param hindrance why the button cannot be pressed, empty where that is said elsewhere; undefined where it can */
  allow(hindrance: string | undefined): void {
    setEnabled(this.action, hindrance === undefined);
    if (this.hindrance.textContent !== (hindrance ?? '')) this.hindrance.textContent = hindrance ?? '';
  }
}

/** A part of a form under a heading. */
export function formPart(heading: string, ...content: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'form-part' }, element('h3', {}, heading), ...content);
}

import { button } from '../../controls/controls.ts';
import { element } from '../../element.ts';

/** Stands where findings would be: what would be there, and how to get it. */
export class EmptyState {
  readonly element: HTMLElement;
  private readonly sentence = element('p', { class: 'description', role: 'status' });
  private readonly button: HTMLElement;

  constructor(label: string, act: () => void) {
    this.button = button('secondary', label, act);
    this.element = element('div', { class: 'findings-empty' }, this.sentence, this.button);
  }

  /** @param isBusy whether it is being got already */
  show(text: string, isBusy: boolean): void {
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.button.hidden = isBusy;
  }
}

import { element } from '../element.ts';
import { remark } from '../remark.ts';

/** Milliseconds for which a word that all went well stays. */
const passing = 6000;

/** Sentences between the toolbar and the graph: what went wrong, what was done, what could be. */
export class Notices {
  readonly element = element('div', { class: 'notices' });
  private readonly status = element('p', { class: 'notice-status description', role: 'status' });
  private readonly remarks = new Map<string, HTMLElement>();
  private passed: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly dismiss: string) {
    this.element.append(this.status);
  }

  /** Says something that is over: it goes by itself. */
  say(text: string): void {
    clearTimeout(this.passed);
    this.status.textContent = text;
    this.passed = setTimeout(() => (this.status.textContent = ''), passing);
  }

  /** Shows a remark, in place of the one with this name, until it is taken back or dismissed. */
  show(
    name: string,
    kind: 'error' | 'warning' | 'information',
    text: string,
    ...actions: readonly HTMLElement[]
  ): void {
    const close = element('button', { type: 'button', class: 'link' }, this.dismiss);
    close.addEventListener('click', () => this.takeBack(name));
    const shown = remark(kind, text, ...actions, close);
    this.takeBack(name);
    this.remarks.set(name, shown);
    this.element.append(shown);
  }

  takeBack(name: string): void {
    this.remarks.get(name)?.remove();
    this.remarks.delete(name);
  }
}

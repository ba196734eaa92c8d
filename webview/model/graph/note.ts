import { element } from '../../element.ts';

/** A quiet line above the graph, and words for those who hear it. */
export class Note {
  readonly elements: readonly HTMLElement[];
  private readonly line = element('div', { class: 'graph-note', role: 'status' });
  private readonly voice = element('div', { class: 'unseen', 'aria-live': 'polite' });

  constructor() {
    this.line.hidden = true;
    this.elements = [this.line, this.voice];
  }

  /** @param text nothing where it is empty */
  show(text: string): void {
    this.line.hidden = text === '';
    this.line.textContent = text;
  }

  /** Says words without showing them. */
  say(text: string): void {
    this.voice.textContent = text;
  }
}

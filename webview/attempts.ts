import { UserError } from '../src/protocol/userError.ts';
import { element, linkButton } from './element.ts';
import type { Say } from './page.ts';

/** Buttons that ask the editor for something, and how that went, said beside them. */
export class Attempts {
  /** Where it is said how it went. */
  readonly element = element('span', { role: 'status', class: 'description' });

  constructor(private readonly say: Say) {}

  /** @param said what is to be said of the result; nothing when left out */
  link<Result>(text: string, run: () => Promise<Result>, said?: (result: Result) => string): HTMLButtonElement {
    return linkButton(text, () => this.attempt(run, said));
  }

  attempt<Result>(run: () => Promise<Result>, said: (result: Result) => string = () => ''): void {
    this.element.textContent = '';
    run().then(
      (result) => (this.element.textContent = said(result)),
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        this.element.textContent = this.say(error.detail);
      },
    );
  }
}

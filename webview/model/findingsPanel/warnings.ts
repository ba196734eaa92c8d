import type { Message } from '../../../src/protocol/messages/message.ts';
import { element } from '../../element.ts';
import { icon } from '../../icon.ts';
import type { Say } from '../../page.ts';

/** Warnings as one line, which opens where there is more to be read. */
export class Warnings {
  readonly element = element('details', { class: 'findings-warnings', hidden: true });
  private shown = '';

  constructor(private readonly say: Say) {}

  show(warnings: readonly Message[]): void {
    const texts = warnings.map((each) => this.say(each));
    const all = texts.join('\n');
    if (all === this.shown) return;
    this.shown = all;
    const [first, ...more] = texts;
    this.element.hidden = first === undefined;
    const others = more.length > 0 ? [element('span', { class: 'findings-more' }, `+${more.length}`)] : [];
    const line = element('span', { class: 'findings-warning' }, first ?? '');
    this.element.replaceChildren(
      element('summary', {}, icon('warning'), line, ...others),
      element('ul', {}, ...texts.map((text) => element('li', {}, text))),
    );
  }
}

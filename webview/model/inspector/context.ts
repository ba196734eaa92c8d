import { type ArgumentsOf, message, type MessageCode } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import type { VariantMaking } from '../findingsPanel/variantMaking.ts';
import type { OpenedModel } from '../opened.ts';
import type { Item } from '../selection.ts';
import type { Sections } from './sections.ts';

/** Values of a message; none where it has no placeholders. */
type Values<Code extends MessageCode> = [keyof ArgumentsOf<Code>] extends [never] ? [] : [values: ArgumentsOf<Code>];

/** What the views of the inspector have to work with, as long as one thing is selected. */
export class ViewContext {
  readonly opened: OpenedModel;
  readonly sections: Sections;
  /** Ends when something else is selected. */
  readonly signal: AbortSignal;
  /** What is drawn: groups are of it. */
  readonly drawn: () => ViewGraph;
  readonly variants: VariantMaking;

  constructor({
    opened,
    sections,
    signal,
    drawn,
    variants,
  }: Pick<ViewContext, 'opened' | 'sections' | 'signal' | 'drawn' | 'variants'>) {
    this.opened = opened;
    this.sections = sections;
    this.signal = signal;
    this.drawn = drawn;
    this.variants = variants;
  }

  /** A message in the user's language. */
  word<Code extends MessageCode>(code: Code, ...[values]: Values<Code>): string {
    return this.opened.say(message(code, (values ?? {}) as ArgumentsOf<Code>));
  }

  say(text: string | Message): string {
    return this.opened.say(text);
  }

  select(item: Item): void {
    this.opened.selection.set([item], 'inspector');
  }
}

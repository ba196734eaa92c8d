import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import type { CommandId } from './commands.ts';

/** The context key that becomes true when a report is shown. It checks off a step. */
export const reportOpened = 'whittle.reportOpened';

/** Commands of VS Code itself that steps link to. */
type EditorCommand = 'workbench.action.openSettings';

/** What checks a step off. */
export type CompletionEvent = `onCommand:${CommandId | EditorCommand}` | `onContext:${typeof reportOpened}`;

/** A step of the walkthrough as VS Code is told of it. */
export interface WalkthroughStep {
  readonly id: string;
  readonly title: MessageCode;
  /** May hold links to commands; a link on a line of its own is a button. */
  readonly description: MessageCode;
  /** A picture in the colours of the theme, and what it shows in words. */
  readonly media: { readonly svg: `media/walkthrough/${string}.svg`; readonly altText: MessageCode };
  readonly completionEvents: readonly CompletionEvent[];
}

export interface Walkthrough {
  readonly id: string;
  readonly title: MessageCode;
  readonly description: MessageCode;
  readonly steps: readonly WalkthroughStep[];
}

/**
 * The way from the bundled sample to a model of one's own. A step says what checks it off, because VS Code would otherwise
 * take any of its buttons, and the last step shares one with the second.
 */
export const walkthrough = {
  id: 'start',
  title: 'contribution.walkthrough.title',
  description: 'contribution.walkthrough.description',
  steps: [
    {
      id: 'sample',
      title: 'contribution.walkthrough.sample.title',
      description: 'contribution.walkthrough.sample.description',
      media: { svg: 'media/walkthrough/sample.svg', altText: 'contribution.walkthrough.sample.alt' },
      completionEvents: ['onCommand:whittle.openSample'],
    },
    {
      id: 'quantize',
      title: 'contribution.walkthrough.quantize.title',
      description: 'contribution.walkthrough.quantize.description',
      media: { svg: 'media/walkthrough/quantize.svg', altText: 'contribution.walkthrough.quantize.alt' },
      completionEvents: ['onCommand:whittle.quantize'],
    },
    {
      id: 'report',
      title: 'contribution.walkthrough.report.title',
      description: 'contribution.walkthrough.report.description',
      media: { svg: 'media/walkthrough/report.svg', altText: 'contribution.walkthrough.report.alt' },
      completionEvents: [`onContext:${reportOpened}`],
    },
    {
      id: 'own',
      title: 'contribution.walkthrough.own.title',
      description: 'contribution.walkthrough.own.description',
      media: { svg: 'media/walkthrough/own.svg', altText: 'contribution.walkthrough.own.alt' },
      completionEvents: ['onCommand:workbench.action.openSettings'],
    },
  ],
} as const satisfies Walkthrough;

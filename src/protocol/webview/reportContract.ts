import type { Message } from '../messages/message.ts';
import type { FromPage, Started } from './page.ts';
import type { ReportView } from './reportView.ts';

/** What can be said to the page of a report. */
export interface ReportPageSide {
  readonly notification:
    | Started
    /** What is in the report; again whenever the file has changed. */
    | { readonly type: 'report'; readonly report: ReportView }
    /** Why there is nothing to show. */
    | { readonly type: 'unreadable'; readonly reason: Message };
  readonly requests: object;
}

/** What the page of a report can say to the editor. */
export interface ReportEditorSide {
  readonly notification: FromPage;
  readonly requests: {
    readonly openModel: { readonly argument: 'original' | 'result'; readonly result: null };
    /** Shows the original and the result beside each other. */
    readonly compareWithOriginal: { readonly argument: null; readonly result: null };
    readonly openAsText: { readonly argument: null; readonly result: null };
    readonly copyMarkdown: { readonly argument: null; readonly result: null };
  };
}

import type { Message } from '../messages/message.ts';
import type { BenchmarkReport } from '../result/benchmark.ts';
import type { ModelEditorRequests } from './modelContract.ts';
import type { FromPage, Started } from './page.ts';
import type { ReportView } from './reportView.ts';

/** What can be said to the page of a report. */
export interface ReportPageSide {
  readonly notification:
    | Started
    /** What is in the report; again whenever the file has changed. */
    | { readonly type: 'report'; readonly report: ReportView }
    /** The same for a benchmark. Numbers that JSON has no words for are spelt out, as `spellReals` does. */
    | { readonly type: 'benchmark'; readonly benchmark: BenchmarkReport }
    /** Why there is nothing to show. */
    | { readonly type: 'unreadable'; readonly reason: Message };
  readonly requests: object;
}

/** Forms in which a report can be given to others. */
export const reportForms = ['html', 'markdown'] as const;
export type ReportForm = (typeof reportForms)[number];

/** What pages of every kind of report can ask for. Where files are written to is for the person to say: the answer is the name of the file, or null when they gave up. */
interface AnyReportRequests {
  readonly openAsText: { readonly argument: null; readonly result: null };
  readonly copyMarkdown: { readonly argument: null; readonly result: null };
  readonly exportReport: { readonly argument: { readonly form: ReportForm }; readonly result: string | null };
}

/** What the page of a model that was made can ask for. */
interface MadeModelRequests {
  readonly openModel: { readonly argument: 'original' | 'result'; readonly result: null };
  /** Shows the original and the result beside each other. */
  readonly compareWithOriginal: { readonly argument: null; readonly result: null };
}

/** What the page of a benchmark can ask for. Variants are named by their places in the report: a page opens no other files. */
interface BenchmarkRequests extends Pick<ModelEditorRequests, 'savePicture' | 'saveTable'> {
  readonly openVariant: { readonly argument: { readonly variant: number }; readonly result: null };
  /** Opens a variant with a node of it selected. @param node its id */
  readonly revealNode: {
    readonly argument: { readonly variant: number; readonly node: string };
    readonly result: null;
  };
  /** Shows the graphs of two variants beside each other. */
  readonly compareVariants: {
    readonly argument: { readonly before: number; readonly after: number };
    readonly result: null;
  };
  /** Asks how the models of this report are to be measured once more. */
  readonly benchmarkAgain: { readonly argument: null; readonly result: null };
}

/** What the page of a report can say to the editor. */
export interface ReportEditorSide {
  readonly notification: FromPage;
  readonly requests: AnyReportRequests & MadeModelRequests & BenchmarkRequests;
}

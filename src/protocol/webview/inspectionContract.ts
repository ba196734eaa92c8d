import type { Inspection } from '../result/inspection.ts';
import type { FromPage, Started } from './page.ts';

/** What can be said to the page of an inspected model. */
export interface InspectionPageSide {
  readonly notification: Started | { readonly type: 'inspection'; readonly inspection: Inspection };
  readonly requests: object;
}

/** What the page of an inspected model can say to the editor. */
export interface InspectionEditorSide {
  readonly notification: FromPage;
  readonly requests: {
    readonly quantize: { readonly argument: null; readonly result: null };
  };
}

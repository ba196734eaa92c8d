import type { ModelStructure } from '../graph/structure.ts';
import type { FromPage, Started } from './page.ts';

/** The model that a comparison begins with, and the one that it is compared with. */
export type ComparedSide = 'before' | 'after';

/** What can be said to the page that compares two models. */
export interface ComparePageSide {
  readonly notification:
    | Started
    /** Two files are to be compared, or one of them has changed: their structures can be asked for. */
    | { readonly type: 'compared'; readonly before: string; readonly after: string };
  readonly requests: object;
}

/** What the page that compares two models can say to the editor. */
export interface CompareEditorSide {
  readonly notification: FromPage;
  readonly requests: {
    readonly structure: { readonly argument: { readonly side: ComparedSide }; readonly result: ModelStructure };
    /** Opens one of the models by itself. */
    readonly open: { readonly argument: { readonly side: ComparedSide }; readonly result: null };
  };
}

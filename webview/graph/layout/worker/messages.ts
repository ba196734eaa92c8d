import type { GraphDrawing } from '../drawing.ts';
import type { LayoutGraph } from '../graph.ts';

/** What the layout worker is told. A newer graph takes the place of the one that is being laid out. */
export type ToLayoutWorker =
  | { readonly kind: 'lay'; readonly number: number; readonly graph: LayoutGraph }
  | { readonly kind: 'stop'; readonly number: number };

/** What it says: nothing of what was stopped. */
export type FromLayoutWorker =
  | { readonly kind: 'drawing'; readonly number: number; readonly drawing: GraphDrawing }
  | { readonly kind: 'failed'; readonly number: number; readonly stack: string };

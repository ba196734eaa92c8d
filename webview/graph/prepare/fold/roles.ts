import type { Lists } from '../lists.ts';

/**
 * What becomes of a node in the drawing: it is drawn; it is a Constant, an expression of constants or a part of a shape
 * computation, all of which fold into who reads them; or it is one of a pair that quantizes what passes an edge.
 */
export const role = { drawn: 0, constant: 1, expression: 2, shape: 3, pair: 4 } as const;

/** Which nodes fold into which. */
export interface Fold {
  /** All nodes, graph by graph, every tensor written before it is read. */
  readonly order: Uint32Array;
  /** One of {@link role} for each node of the model. */
  readonly roles: Uint8Array;
  /** The drawn node that each folded node is shown with, or -1 where none is. */
  readonly owner: Int32Array;
  /** The nodes that are shown with each node. */
  readonly owned: Lists;
  /** For nodes of shape computations, the tensors whose shapes they begin with. */
  readonly shapeSources: ReadonlyMap<number, readonly number[]>;
}

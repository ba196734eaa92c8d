/** Where a net comes from or goes to when that is not in the scope. */
export const outside = -1;

/** The main path avoids minor nets; by main ones it comes into a scope and leaves it. */
export const netRoles = { minor: 0, ordinary: 1, main: 2 } as const;

/**
 * One level of the hierarchy. Its items are nodes, collapsed groups, and expanded groups: boxes that are laid out already and
 * whose ports have their places. Nets that come from outside enter through the upper border, others leave through the lower one.
 */
export interface ScopeGraph {
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** How many nodes each item stands for. */
  readonly nodeCount: Float64Array;
  /** The item that each net begins in, or {@link outside}. */
  readonly netSource: Int32Array;
  /** Where the targets of each net begin in `target`; one more than there are nets. */
  readonly netStart: Uint32Array;
  /** Items, no item twice in a net; {@link outside} at most once in a net, and never in one that comes from outside. */
  readonly target: Int32Array;
  /** Where a net leaves its source's lower border, from the left edge; NaN where it may leave anywhere. */
  readonly sourcePort: Float64Array;
  /** Where a net enters the upper border of each target, likewise. */
  readonly targetPort: Float64Array;
  /** What part each net has in the straight main path: one of {@link netRoles}. */
  readonly netRole: Uint8Array;
  /** Whether it is drawn as a box with a header above its items and padding around them. */
  readonly boxed: boolean;
}

/** Edges drawn once: each path is the piece of a net between two of its branching points or ends. */
export interface Routes {
  /** Where the paths of each net begin; one more than there are nets. */
  readonly netPath: Uint32Array;
  /** The path that a path continues, or -1 where it begins at the net's source. */
  readonly pathParent: Int32Array;
  /** Where the points of each path begin; one more than there are paths. */
  readonly pathStart: Uint32Array;
  readonly pointX: Float64Array;
  readonly pointY: Float64Array;
  /** For each target of each net, the path that ends there. */
  readonly targetPath: Int32Array;
}

/** A scope laid out, in coordinates of its own: the upper left corner is 0, 0. */
export interface ScopeLayout {
  readonly width: number;
  readonly height: number;
  /** Left edges of the items. */
  readonly x: Float64Array;
  /** Upper edges of the items. */
  readonly y: Float64Array;
  /** Where each net crosses the upper border; NaN for nets that come from inside. */
  readonly entryX: Float64Array;
  /** Where each net crosses the lower border; NaN for nets that stay inside. */
  readonly exitX: Float64Array;
  readonly routes: Routes;
}

import type { onnx } from '../generated/onnx.js';
import type { Rewriting } from './rewriting.ts';

/** One way to say the same with fewer or simpler nodes. */
export interface Rewrite {
  /** What the report calls it. */
  readonly name: string;
  /** Standard operators it may apply to. */
  readonly opTypes: readonly string[];
  /**
   * Looks at a node and the nodes before it, and rewrites them where the result is the same up to rounding. Nodes before
   * it are in their final form already. Says whether it changed anything.
   */
  readonly apply: (node: onnx.NodeProto, rewriting: Rewriting) => boolean;
}

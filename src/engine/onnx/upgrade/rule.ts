import type { onnx } from '../generated/onnx.js';
import type { UpgradeContext } from './context.ts';

/** How the nodes of an operator are carried over a version at which their meaning or form changed. */
export interface UpgradeRule {
  /** The operator, or several whose change was the same. */
  readonly operator: string | readonly string[];
  /** The version from which on the node would be read differently: the first that the rewritten node is valid in. */
  readonly since: number;
  /**
   * Rewrites a node that is valid just below {@link since} so that it means the same from there on.
   * @throws UserError naming the node when the new version has no way to say it
   */
  upgrade(node: onnx.NodeProto, context: UpgradeContext): void;
}

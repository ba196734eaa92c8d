import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { Axis, Relations } from '../rule.ts';

/** A factor of a matrix product: the dimension that is summed over, and the one of the product's that it brings, if any. */
export interface Factor {
  readonly summed: Axis;
  readonly brought?: Axis;
}

/**
 * Ties the dimension that is summed over, and says what fixed factors are. Where no factor is fixed, positions can only go where
 * one factor is zero at them: otherwise their products would be missing from the sums.
 */
export function relateFactors(
  node: onnx.NodeProto,
  relations: Relations,
  factors: readonly [Factor, Factor],
  product: string,
): void {
  const [left, right] = factors;
  relations.same(left.summed, right.summed);
  if (relations.isFixed(product)) return;
  const fixed = factors.find(({ summed }) => relations.isFixed(summed.tensor));
  if (fixed !== undefined) {
    relations.parameter(fixed.summed, 'consumes');
    if (fixed.brought !== undefined) relations.parameter(fixed.brought, 'produces');
  } else if (!relations.isFrozen(left.summed) && !factors.some(({ summed }) => relations.vanishes(summed))) {
    relations.freeze(left.summed, nodeReason('pruneGroups.not-zero', relations, node));
  }
}

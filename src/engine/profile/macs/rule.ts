import type { onnx } from '../../onnx/generated/onnx.js';

/** Shape of a tensor, or undefined where it is not known. */
export type ShapeOf = (tensor: string) => readonly number[] | undefined;

/** Shapes of a node's inputs and outputs, in order; undefined where one is left out or not known. */
export interface NodeShapes {
  readonly input: readonly (readonly number[] | undefined)[];
  readonly output: readonly (readonly number[] | undefined)[];
}

/** Multiplications with additions of one family of operators, in one run. */
export interface MacsRule {
  /** Operators of the standard domain, and of others as `domain:operator`. */
  readonly operators: readonly string[];
  /** @returns undefined where a shape that it needs is not known */
  count(node: onnx.NodeProto, shapes: NodeShapes): number | undefined;
}

import { intsAttribute, setAttribute, ints } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Graph } from '../../../onnx/graph.ts';
import type { Model } from '../../../onnx/model.ts';
import type { Cuts } from '../rule.ts';

/** The model in which constants are looked up. */
export interface Place {
  readonly model: Model;
  readonly graph: Graph;
}

/** The elements of a constant of integers, row by row; undefined for what is no such constant. */
export function constantIntegers({ model, graph }: Place, tensor: string): readonly number[] | undefined {
  const type = tensor === '' ? undefined : model.constantHeader(graph, tensor)?.type;
  if (type !== 'int64' && type !== 'int32') return undefined;
  return Array.from(model.constant(graph, tensor)?.data ?? [], Number);
}

/**
 * Integers that are an attribute in older opsets and a constant input in newer ones: undefined where the node has neither, and
 * `computed` where they are known only while the model runs.
 */
export function givenIntegers(
  place: Place,
  node: onnx.NodeProto,
  input: number,
  attribute: string,
): readonly number[] | 'computed' | undefined {
  const tensor = node.input[input] ?? '';
  if (tensor === '') return intsAttribute(node, attribute);
  return constantIntegers(place, tensor) ?? 'computed';
}

/** Writes them back where they stand. */
export function giveIntegers(
  cuts: Cuts,
  node: onnx.NodeProto,
  input: number,
  attribute: string,
  numbers: readonly number[],
): void {
  if (intsAttribute(node, attribute) !== undefined) setAttribute(node, attribute, ints(numbers));
  else cuts.setNumbers(node, input, numbers);
}

/** A dimension counted from the end, where it is negative, counted from the front. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

import type { onnx } from '../onnx/generated/onnx.js';
import { int, makeNode } from '../onnx/attributes.ts';
import { elementTypeCode, isFloat } from '../onnx/elementType.ts';
import type { Graph } from '../onnx/graph.ts';
import type { SessionOptions } from './session.ts';
import type { TensorTypes } from './tensorTypes.ts';

/** What observing needs to know and whom it tells. */
export interface ObserveOptions {
  /** Types of the observed tensors, and their shapes for a typical sample. */
  readonly types: TensorTypes;
  readonly threads?: number;
  /** Stops before the next run, by throwing its reason. */
  readonly signal?: AbortSignal;
  /** Called with the share that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Sessions that observe: rewritten for this machine as those that are used later (the observed tensors keep their
 * place), but with weights exactly as they are in the file.
 */
export function observingSession({ threads }: ObserveOptions): SessionOptions {
  return { optimization: 'all', exactQuantizedWeights: true, ...(threads !== undefined && { threads }) };
}

/** Prefix of the names of everything that is added to a graph to look at it. */
export const probePrefix = 'whittle:';

/** The tensors in the order in which they come into being: inputs and constants first. */
export function inOrderOfCreation(graph: Graph, tensors: Iterable<string>): readonly string[] {
  const position = new Map<string, number>();
  graph.inOrder().forEach((node, index) => {
    for (const output of node.output) position.set(output, index);
  });
  const at = (tensor: string): number => position.get(tensor) ?? -1;
  return [...new Set(tensors)].sort((a, b) => at(a) - at(b));
}

/** A tensor of real numbers as float32: itself, or the output of a Cast that is added to `nodes`. */
export function asFloat32(tensor: string, types: TensorTypes, nodes: onnx.NodeProto[]): string {
  const type = types.get(tensor)?.type;
  if (type === undefined || type === 'float32' || !isFloat(type)) return tensor;
  const cast = `${probePrefix}float32:${tensor}`;
  nodes.push(makeNode('Cast', [tensor], [cast], { attributes: { to: int(elementTypeCode('float32')) } }));
  return cast;
}

import { intAttribute, intsAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Graph } from '../../../onnx/graph.ts';
import type { Axis, Relations } from '../rule.ts';
import { fromFront } from './integers.ts';

/**
 * Whether what a Reshape splits is joined to the same shape in another order: Reshape, Transpose, Reshape, as channels are shuffled
 * (Zhang et al., 2018).
 */
export function isShuffled(node: onnx.NodeProto, relations: Relations): boolean {
  const transpose = onlyReader(node, relations.graph);
  const joining = transpose?.opType === 'Transpose' ? onlyReader(transpose, relations.graph) : undefined;
  if (joining?.opType !== 'Reshape') return false;
  const [before, after] = [relations.shape(node.input[0] ?? ''), relations.shape(joining.output[0] ?? '')];
  return before?.join() === after?.join();
}

/** Whether a dimension is taken apart into single positions, as queries, keys and values in one tensor are. */
export function isTakenApart({ tensor, axis }: Axis, relations: Relations): boolean {
  const rank = relations.shape(tensor)?.length ?? 0;
  return [...relations.graph.consumers(tensor)].some((reader) => {
    if (reader.input[0] !== tensor) return false;
    switch (reader.opType) {
      case 'Transpose': {
        const order = intsAttribute(reader, 'perm');
        const moved = order === undefined ? rank - 1 - axis : order.indexOf(axis);
        return isTakenApart({ tensor: reader.output[0] ?? '', axis: moved }, relations);
      }
      case 'Gather':
        return fromFront(intAttribute(reader, 'axis') ?? 0, rank) === axis;
      case 'Split':
      case 'Slice': {
        const sizes = reader.output.map((output) => relations.shape(output)?.[axis]);
        return sizes.every((size) => size === 1);
      }
      default:
        return false;
    }
  });
}

function onlyReader({ output: [tensor = ''] }: onnx.NodeProto, graph: Graph): onnx.NodeProto | undefined {
  const readers = graph.consumers(tensor);
  const [reader] = readers;
  return readers.size === 1 && !graph.isOutput(tensor) ? reader : undefined;
}

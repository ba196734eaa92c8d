import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { isReal } from '../onnx/reals.ts';
import type { RowSource } from './rowProbe.ts';

/**
 * What a batch normalization reads, as rows of one number for each channel; with another model beside it, what it reads there stands for
 * outputs. Undefined for other nodes.
 */
export function channelRows(model: Model, graph: Graph, node: onnx.NodeProto): RowSource | undefined {
  if (node.opType !== 'BatchNormalization' || (node.domain !== '' && node.domain !== 'ai.onnx')) return undefined;
  const input = node.input[0] ?? '';
  const header = model.constantHeader(graph, node.input[1] ?? '');
  const channels = header?.dims[0] ?? 0;
  if (header === undefined || !isReal(header.type) || channels === 0) return undefined;
  return {
    node,
    id: graph.id(node),
    form: { kind: 'convolution', kernel: [] },
    input,
    output: input,
    groups: 1,
    inputs: channels,
    outputs: channels,
    positions: 1,
    type: header.type,
  };
}

import { byteLength } from '../onnx/elementType.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model, TensorHeader } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { elementCount } from '../onnx/tensor.ts';
import { macsOfNode } from './macs/registry.ts';

/** What a node costs, told from shapes alone. */
export interface NodeProfile {
  readonly node: NodeId;
  readonly operator: string;
  /** Multiplications with additions in one run; undefined where a shape is missing. */
  readonly macs: number | undefined;
  /** Elements and bytes of the stored tensors it reads, as they are or through DequantizeLinear. */
  readonly parameters: number;
  readonly parameterBytes: number;
  /** Bytes of the tensors it writes in one run; undefined where a shape is missing. */
  readonly activationBytes: number | undefined;
}

/** Sums over the nodes of one operator. What is not known of a node is not in them. */
export interface OperatorProfile {
  readonly operator: string;
  readonly nodes: number;
  readonly macs: number;
  readonly parameters: number;
  readonly parameterBytes: number;
  readonly activationBytes: number;
}

/**
 * The cost of every node of the main graph that is no constant, in the order of the file, for tensors of these types. A
 * tensor that several nodes read counts for the first of them, so that the sum is what the file holds.
 */
export function profileNodes(model: Model, types: ReadonlyMap<string, TensorHeader>): readonly NodeProfile[] {
  const { graph } = model;
  const counted = new Set<string>();
  const profiles: NodeProfile[] = [];
  for (const node of graph.nodes) {
    if (node.opType === 'Constant' || dequantizes(model, graph, node)) continue;
    const own = parametersOf(model, graph, node).filter((tensor) => !counted.has(tensor));
    const headers = [...new Set(own)].map((tensor) => model.constantHeader(graph, tensor));
    for (const tensor of own) counted.add(tensor);
    profiles.push({
      node: graph.id(node),
      operator: node.opType,
      macs: macsOfNode(node, (tensor) => types.get(tensor)?.dims),
      parameters: sum(headers.map((header) => (header === undefined ? 0 : elementCount(header.dims)))),
      parameterBytes: sum(headers.map((header) => (header === undefined ? 0 : bytesOf(header)))),
      activationBytes: activationBytes(node, types),
    });
  }
  return profiles;
}

/** Sums by operator, the most multiplications first. */
export function totalsByOperator(profiles: readonly NodeProfile[]): readonly OperatorProfile[] {
  const totals = new Map<string, OperatorProfile>();
  for (const { operator, macs = 0, parameters, parameterBytes, activationBytes: written = 0 } of profiles) {
    const total = totals.get(operator);
    totals.set(operator, {
      operator,
      nodes: (total?.nodes ?? 0) + 1,
      macs: (total?.macs ?? 0) + macs,
      parameters: (total?.parameters ?? 0) + parameters,
      parameterBytes: (total?.parameterBytes ?? 0) + parameterBytes,
      activationBytes: (total?.activationBytes ?? 0) + written,
    });
  }
  return [...totals.values()].sort((a, b) => b.macs - a.macs || b.parameters - a.parameters);
}

/** Stored tensors that a node reads, those behind a DequantizeLinear with its scales and zero points. */
function parametersOf(model: Model, graph: Graph, node: onnx.NodeProto): readonly string[] {
  return node.input.flatMap((tensor) => {
    if (tensor === '') return [];
    if (model.constantHeader(graph, tensor) !== undefined) return [tensor];
    const producer = graph.producer(tensor);
    return producer !== undefined && dequantizes(model, graph, producer)
      ? producer.input.filter((input) => input !== '')
      : [];
  });
}

/** Whether a node only makes a stored tensor real again: its parameters are those of whoever reads it. */
function dequantizes(model: Model, graph: Graph, { opType, input }: onnx.NodeProto): boolean {
  return opType === 'DequantizeLinear' && model.constantHeader(graph, input[0] ?? '') !== undefined;
}

function activationBytes(node: onnx.NodeProto, types: ReadonlyMap<string, TensorHeader>): number | undefined {
  let bytes = 0;
  for (const output of node.output) {
    if (output === '') continue;
    const header = types.get(output);
    if (header === undefined) return undefined;
    bytes += bytesOf(header);
  }
  return bytes;
}

function bytesOf({ type, dims }: TensorHeader): number {
  return byteLength(type, elementCount(dims));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { hasMacs, macsOfNode } from '../profile/macs/registry.ts';
import type { ShapeOf } from '../profile/macs/rule.ts';
import { estimatePlaces } from './places.ts';

/** What decides which method suits a node: convolutions run on integers statically, some others only dynamically. */
export type WorkKind = 'convolution' | 'product' | 'recurrent' | 'attention' | 'other';

/** How the arithmetic of a model is divided among kinds of nodes. */
export interface Work {
  /** Shares of the whole, which add up to 1; all 0 where there is no arithmetic. */
  readonly shares: Readonly<Record<WorkKind, number>>;
  /** Whether multiplications were counted; otherwise they were estimated. */
  readonly counted: boolean;
}

/** Divides the arithmetic of the main graph, from the structure of the model alone: neither is it run nor a weight read. */
export function workOf(model: Model): Work {
  const nodes = model.graph.inOrder().filter(hasMacs);
  const shapeOf = shapesOf(model);
  const macs = nodes.map((node) => macsOfNode(node, shapeOf));
  const counted = macs.every((count) => count !== undefined);
  const amounts = counted ? macs : estimatedMacs(nodes, model);
  const shares = { convolution: 0, product: 0, recurrent: 0, attention: 0, other: 0 };
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  nodes.forEach((node, index) => {
    if (total > 0) shares[kindOf(node)] += (amounts[index] ?? 0) / total;
  });
  return { shares, counted };
}

const kinds: ReadonlyMap<string, WorkKind> = new Map([
  ['Conv', 'convolution'],
  ['MatMul', 'product'],
  ['Gemm', 'product'],
  ['LSTM', 'recurrent'],
  ['Attention', 'attention'],
]);

function kindOf({ opType }: onnx.NodeProto): WorkKind {
  return kinds.get(opType) ?? 'other';
}

/** Shapes that the file declares. An open first dimension is mostly the batch, which no share depends on: it counts as 1. */
function shapesOf(model: Model): ShapeOf {
  const { graph } = model;
  const shapes = new Map<string, readonly number[]>();
  for (const info of [...graph.proto.valueInfo, ...graph.inputs, ...graph.outputs]) {
    const dims = info.type?.tensorType?.shape?.dim.map(({ dimValue }) => dimValue.toNumber());
    if (dims === undefined) continue;
    if (dims.length > 1 && (dims[0] ?? 0) <= 0) dims[0] = 1;
    if (dims.every((dim) => dim > 0)) shapes.set(info.name, dims);
  }
  return (tensor) => shapes.get(tensor) ?? model.constantHeader(graph, tensor)?.dims;
}

/** The weights of a node are used once for every place of what it writes. */
function estimatedMacs(nodes: readonly onnx.NodeProto[], model: Model): readonly number[] {
  const placesOf = estimatePlaces(model);
  return nodes.map((node) => weightElements(node, model) * placesOf(node.output.find((name) => name !== '') ?? ''));
}

function weightElements(node: onnx.NodeProto, model: Model): number {
  let sum = 0;
  for (const input of node.input.slice(1)) {
    const dims = storedDims(input, model);
    if (dims !== undefined && dims.length > 1) sum += elementCount(dims);
  }
  return sum;
}

/** What hands a weight on with as many elements, and how many of them may stand behind one another. */
const handingOn: ReadonlySet<string> = new Set(['Cast', 'Identity', 'Transpose', 'Reshape', 'DequantizeLinear']);
const mostHandingOn = 3;

function storedDims(tensor: string, model: Model): readonly number[] | undefined {
  let stored = tensor;
  for (let step = 0; stored !== '' && step <= mostHandingOn; step++) {
    const header = model.constantHeader(model.graph, stored);
    if (header !== undefined) return header.dims;
    const producer = model.graph.producer(stored);
    if (producer === undefined || !handingOn.has(producer.opType)) return undefined;
    stored = producer.input[0] ?? '';
  }
  return undefined;
}

import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { UntouchedLayer } from '../../../protocol/result/reduction.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { isReal, type RealType } from '../../onnx/reals.ts';
import { type NodeSelection, selector } from '../../quantize/plan/selection.ts';
import { namedLayer } from '../layers.ts';
import { layouts, type StridedMatrix } from './layouts.ts';

/** A stored weight that is pruned once, whoever reads it. */
export interface PrunableWeight {
  readonly name: string;
  readonly stored: onnx.TensorProto;
  readonly type: RealType;
  readonly dims: readonly number[];
  /** The layers that multiply with it, in the order of the graph; the first says how its matrix lies. */
  readonly readers: readonly onnx.NodeProto[];
  readonly matrix: StridedMatrix;
}

export interface PrunableWeights {
  readonly weights: readonly PrunableWeight[];
  readonly untouched: readonly UntouchedLayer[];
}

/** Operators that multiply with weights which are integers already. */
const quantizedOperators: ReadonlySet<string> = new Set(
  ['QLinearConv', 'QLinearMatMul', 'QGemm', 'ConvInteger', 'MatMulInteger', 'DynamicQuantizeMatMul'].concat([
    'DynamicQuantizeLSTM',
    'MatMulNBits',
    'QAttention',
  ]),
);

/** Operators of other domains whose weights are left alone. */
const unsupportedOperators: ReadonlySet<string> = new Set(['FusedConv', 'FusedGemm', 'FusedMatMul', 'Attention']);

/** A weight as one of its layers sees it. */
interface Use {
  readonly node: onnx.NodeProto;
  readonly name: string;
  readonly matrix: StridedMatrix;
}

/** The weights of the main graph that can be pruned and are wanted, in the order in which they are first multiplied with. */
export function prunableWeights(model: Model, selection: NodeSelection): PrunableWeights {
  const { graph } = model;
  const refusal = selector(graph, selection);
  const untouched: UntouchedLayer[] = [];
  const uses = new Map<string, Use[]>();
  const excluded = new Map<string, onnx.NodeProto>();
  for (const node of graph.inOrder()) {
    const reason = unprunable(model, node);
    if (reason !== undefined) untouched.push(layerOf(graph, node, reason));
    for (const use of usesOf(model, node)) {
      const unwanted = refusal(node);
      if (unwanted === undefined) uses.set(use.name, [...(uses.get(use.name) ?? []), use]);
      else {
        excluded.set(use.name, node);
        untouched.push(layerOf(graph, node, unwanted));
      }
    }
  }
  const weights: PrunableWeight[] = [];
  for (const [name, readers] of uses) {
    const judged = judge(model, name, readers, excluded.get(name));
    if ('code' in judged) untouched.push(...readers.map(({ node }) => layerOf(graph, node, judged)));
    else weights.push(judged);
  }
  untouched.push(...nested(model));
  return { weights, untouched };
}

function layerOf(graph: Graph, node: onnx.NodeProto, reason: Message): UntouchedLayer {
  return { ...namedLayer(graph, node), reason };
}

/** Why a node that looks like a layer has no weight to be pruned. */
function unprunable(model: Model, node: onnx.NodeProto): Message | undefined {
  const { opType, domain } = node;
  if (quantizedOperators.has(opType)) return message('pruneWeights.quantized', {});
  if (domain === 'com.microsoft' && unsupportedOperators.has(opType)) {
    return message('pruneWeights.unsupported', { operator: opType });
  }
  if (!isStandard(node) || !layouts.has(opType)) return undefined;
  const { graph } = model;
  const dequantized = node.input.some((name) => isDequantized(model, name));
  if (dequantized) return message('pruneWeights.quantized', {});
  const expectsWeight = opType === 'Conv' || opType === 'ConvTranspose' || opType === 'LSTM' || opType === 'GRU';
  return expectsWeight && model.stored(graph, node.input[1] ?? '') === undefined
    ? message('pruneWeights.not-constant', {})
    : undefined;
}

/** Whether a tensor is a weight between integers and floats. */
function isDequantized(model: Model, name: string): boolean {
  const producer = model.graph.producer(name);
  if (producer?.opType !== 'DequantizeLinear') return false;
  const from = producer.input[0] ?? '';
  const quantize = model.graph.producer(from);
  const stored = quantize?.opType === 'QuantizeLinear' ? (quantize.input[0] ?? '') : from;
  return model.stored(model.graph, stored) !== undefined;
}

function* usesOf(model: Model, node: onnx.NodeProto): Iterable<Use> {
  if (!isStandard(node)) return;
  for (const { at, matrix } of layouts.get(node.opType) ?? []) {
    const name = node.input[at] ?? '';
    const header = name === '' ? undefined : model.constantHeader(model.graph, name);
    // Indices and masks of whole numbers are no weights.
    if (header === undefined || !isReal(header.type)) continue;
    const found = matrix(node, header.dims);
    if (found !== undefined && found.groups * found.outputs * found.inputs > 0) yield { node, name, matrix: found };
  }
}

function judge(
  model: Model,
  name: string,
  uses: readonly Use[],
  excluded: onnx.NodeProto | undefined,
): PrunableWeight | Message {
  const { graph } = model;
  const stored = model.stored(graph, name);
  const [first] = uses;
  if (!(stored instanceof onnx.TensorProto) || first === undefined) return message('pruneWeights.not-constant', {});
  if (excluded !== undefined) return message('pruneWeights.shared-excluded', { layer: nameOf(graph, excluded) });
  if (graph.isOutput(name)) return message('pruneWeights.is-output', {});
  const { type, dims } = model.header(stored);
  if (!isReal(type)) return message('pruneWeights.not-real', { type });
  return { name, stored, type, dims, readers: uses.map(({ node }) => node), matrix: first.matrix };
}

export function nameOf(graph: Graph, node: onnx.NodeProto): string {
  return node.name || graph.id(node);
}

/** Layers with weights of their own that are inside other nodes. */
function* nested(model: Model): Iterable<UntouchedLayer> {
  for (const graph of model.graphs()) {
    if (graph === model.graph) continue;
    for (const node of graph.nodes) {
      const isLayer = isStandard(node) && layouts.get(node.opType)?.some(({ at }) => hasReal(model, graph, node, at));
      if (isLayer === true) yield layerOf(graph, node, message('pruneWeights.in-subgraph', {}));
    }
  }
}

function hasReal(model: Model, graph: Graph, node: onnx.NodeProto, at: number): boolean {
  const header = model.constantHeader(graph, node.input[at] ?? '');
  return header !== undefined && isReal(header.type) && header.dims.length > 1;
}

function isStandard({ domain }: onnx.NodeProto): boolean {
  return domain === '' || domain === 'ai.onnx';
}

/** The ids of the layers that read a weight, by which moments of their inputs are known. */
export function readerIds(graph: Graph, { readers }: PrunableWeight): readonly NodeId[] {
  return readers.map((node) => graph.id(node));
}

import { intAttribute } from '../onnx/attributes.ts';
import { withoutBitmaps } from '../onnx/encoding/decodeSparse.ts';
import { readNumbers } from '../onnx/elements/numbers.ts';
import { inPieces } from '../onnx/elements/pieces.ts';
import { isSmallFloat } from '../onnx/elements/smallFloats.ts';
import { elementsOf, type NumericElements, storedElements } from '../onnx/elements/storedElements.ts';
import { bitsPerElement, type ElementType, isFloat } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';

/** What a model has learned, however it is stored. */
export interface StoredWeights {
  /** Numbers that nodes compute with: neither shapes and indices, nor scales and zero points. */
  readonly parameters: number;
  /** Those of them that stand for 0: where they are quantized, those that are the zero point. */
  readonly zeros: number;
}

/**
 * Counts the weights of a model, those of subgraphs and functions too, and the zeros among them. Weights are read in pieces
 * and not kept. Those that are stored without their zeros count as what they stand for.
 * @throws UserError where a weight is damaged
 */
export async function storedWeights(encoded: Model): Promise<StoredWeights> {
  const model = withoutBitmaps(encoded);
  let parameters = 0;
  let zeros = 0;
  for (const graph of model.graphs()) {
    const roles = rolesIn(graph);
    for (const name of stored(graph)) {
      const counted = await countWeight(model, graph, name, roles.get(name));
      parameters += counted.parameters;
      zeros += counted.zeros;
    }
  }
  return { parameters, zeros };
}

/**
 * The same parameters, counted without reading them.
 * @param dimsOf shapes of tensors of the main graph, where others than those of the file are wanted
 */
export function countParameters(
  model: Model,
  dimsOf: (tensor: string) => readonly number[] | undefined = () => undefined,
): number {
  let parameters = 0;
  for (const graph of model.graphs()) {
    const roles = rolesIn(graph);
    for (const name of stored(graph)) {
      const header = model.constantHeader(graph, name);
      const role = roles.get(name);
      if (header === undefined || role === 'representation' || !isWeight(header.type, role !== undefined)) continue;
      parameters += elementCount((graph === model.graph ? dimsOf(name) : undefined) ?? header.dims);
    }
  }
  return parameters;
}

/** What a stored tensor is to the node that reads it: how numbers are represented, or numbers with a zero point of their own. */
type Role = 'representation' | { readonly zeroPoint: string; readonly axis: number };

/** The roles of the tensors of a graph that are not simply numbers. */
function rolesIn(graph: Graph): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const node of graph.nodes) {
    const { opType, input } = node;
    if (opType === 'QuantizeLinear' || opType === 'DequantizeLinear') {
      for (const name of input.slice(1)) roles.set(name, 'representation');
      const axis = intAttribute(node, 'axis') ?? 1;
      if (opType === 'DequantizeLinear' && input[0] !== undefined && !roles.has(input[0])) {
        roles.set(input[0], { zeroPoint: input[2] ?? '', axis });
      }
    } else {
      for (const [index, name] of input.entries())
        if (isRepresentation(opType, index)) roles.set(name, 'representation');
    }
  }
  return roles;
}

/** Inputs of operators on integers that are scales and zero points. */
function isRepresentation(opType: string, index: number): boolean {
  switch (opType) {
    case 'QLinearConv':
    case 'QLinearMatMul':
      return index !== 0 && index !== 3 && index !== 8;
    case 'QGemm':
      return index !== 0 && index !== 3 && index !== 6;
    case 'QLinearAdd':
    case 'QLinearMul':
      return index !== 0 && index !== 3;
    case 'ConvInteger':
    case 'MatMulInteger':
      return index >= 2;
    case 'DynamicQuantizeMatMul':
    case 'MatMulNBits':
      return index === 2 || index === 3;
    default:
      return false;
  }
}

function* stored(graph: Graph): Iterable<string> {
  for (const { name } of graph.initializers) yield name;
  for (const sparse of graph.sparseInitializers) yield sparse.values?.name ?? '';
  for (const node of graph.nodes) if (node.opType === 'Constant') yield node.output[0] ?? '';
}

const none: StoredWeights = { parameters: 0, zeros: 0 };

async function countWeight(model: Model, graph: Graph, name: string, role: Role | undefined): Promise<StoredWeights> {
  const header = model.constantHeader(graph, name);
  const tensor = model.stored(graph, name);
  if (header === undefined || tensor === undefined || role === 'representation') return none;
  if (!isWeight(header.type, role !== undefined)) return none;
  const parameters = elementCount(header.dims);
  const values = tensor instanceof onnx.SparseTensorProto ? tensor.values : tensor;
  const elements = values ? elementsOf(model, values) : undefined;
  if (elements?.kind !== 'numbers') return none;
  const missing = parameters - elements.count;
  return { parameters, zeros: missing + (await countZeros(elements, zerosOf(model, graph, header.dims, role))) };
}

/** Whole numbers are shapes and indices unless they stand for real numbers. */
function isWeight(type: ElementType, dequantized: boolean): boolean {
  if (isFloat(type) || isSmallFloat(type)) return true;
  if (type === 'bool' || type === 'string' || type.endsWith('int64') || type.startsWith('complex')) return false;
  return dequantized || bitsPerElement(type) <= 8;
}

/** Which stored number stands for 0: the same for `run` elements in a row, by the number of the run. */
interface Zeros {
  readonly run: number;
  readonly value: (run: number) => number;
}

const plainZero: Zeros = { run: Number.POSITIVE_INFINITY, value: () => 0 };

/** A zero point for the whole tensor, for each channel, or for blocks along the axis. */
function zerosOf(model: Model, graph: Graph, dims: readonly number[], role: Role | undefined): Zeros {
  if (typeof role !== 'object' || role.zeroPoint === '') return plainZero;
  const elements = storedElements(model, graph, role.zeroPoint);
  if (elements?.kind !== 'numbers') return plainZero;
  const points = Array.from(readNumbers(elements, 0, elements.count), Number);
  if (points.every((point) => point === 0)) return plainZero;
  if (points.length === 1) return { run: Number.POSITIVE_INFINITY, value: () => points[0]! };
  const axis = role.axis < 0 ? role.axis + dims.length : role.axis;
  const inner = elementCount(dims.slice(axis + 1));
  if (elements.dims.length <= 1) return { run: inner, value: (run) => points[run % points.length]! };
  const [size = 1, blocks = 1] = [dims[axis], elements.dims[axis]];
  const block = Math.ceil(size / blocks);
  return {
    run: 1,
    value(index) {
      const [outer, along] = [Math.floor(index / (size * inner)), Math.floor(index / inner) % size];
      return points[(outer * blocks + Math.floor(along / block)) * inner + (index % inner)]!;
    },
  };
}

async function countZeros(elements: NumericElements, { run, value }: Zeros): Promise<number> {
  let zeros = 0;
  for await (const { offset, numbers } of inPieces(elements)) {
    for (let index = 0; index < numbers.length;) {
      const number = Math.floor((offset + index) / run);
      const zero = value(number);
      const end = Math.min(numbers.length, (number + 1) * run - offset);
      for (; index < end; index++) if (numbers[index] === zero) zeros++;
    }
  }
  return zeros;
}

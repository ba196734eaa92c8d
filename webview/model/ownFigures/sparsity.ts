import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { Figure, FigureOffer } from '../figures.ts';
import type { OpenedModel } from '../opened.ts';

const id = 'sparsity';
const name = message('model.figure-sparsity', {});

/** What is asked for at once: so much that giving up is soon noticed, so little that asking costs next to nothing. */
const mostElements = 2 ** 24;
const mostTensors = 256;

/** A stored tensor whose zeros are zeros of a node. */
interface Weight {
  readonly tensor: number;
  /** What an integer zero has to be equal to, stored too; undefined for floats, and where the zero point is zero. */
  readonly zeroPoint: number | undefined;
}

/**
 * Which part of a node's weights is zero: of the stored floats that it reads, and of the integers that it reads through
 * DequantizeLinear as long as their zero points are 0. A scalar is no weight; other integers are indices, shapes, or packed.
 */
export function sparsityOffer(model: GraphModel, request: OpenedModel['request']): FigureOffer {
  return { id, name, load: (signal) => sparsity(model, request, signal) };
}

async function sparsity(model: GraphModel, request: OpenedModel['request'], signal: AbortSignal): Promise<Figure> {
  const { elements } = model.structure.tensors;
  const weights = Array.from({ length: model.nodeCount }, (_, node) => weightsOf(model, node));
  const zeros = await countedZeros(model, weights.flat(), request, signal);
  const values = new Float64Array(model.nodeCount).fill(NaN);
  const counts = new Float64Array(model.nodeCount);
  for (const [node, read] of weights.entries()) {
    let zero = 0;
    for (const { tensor, zeroPoint } of read) {
      if (zeroPoint !== undefined && zeros.get(zeroPoint) !== elements[zeroPoint]) continue;
      zero += zeros.get(tensor) ?? NaN;
      counts[node]! += elements[tensor]!;
    }
    if (counts[node]! > 0) values[node] = zero / counts[node]!;
  }
  const combine = { kind: 'mean', weights: counts } as const;
  return { id, name, unit: 'share', scale: 'linear', strong: 'high', values, combine };
}

/** Zeros of tensors and of zero points, by their numbers. */
async function countedZeros(
  model: GraphModel,
  weights: readonly Weight[],
  request: OpenedModel['request'],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const wanted = new Set<number>();
  for (const { tensor, zeroPoint } of weights) {
    wanted.add(tensor);
    if (zeroPoint !== undefined) wanted.add(zeroPoint);
  }
  const counted = new Map<number, number>();
  for (const tensors of batches(model, wanted)) {
    signal.throwIfAborted();
    const { zeros } = await request('zeros', { tensors }, signal);
    tensors.forEach((tensor, index) => counted.set(tensor, zeros[index]!));
  }
  signal.throwIfAborted();
  return counted;
}

function batches(model: GraphModel, tensors: Iterable<number>): readonly (readonly number[])[] {
  const made: number[][] = [];
  let elements = Infinity;
  for (const tensor of tensors) {
    elements += model.structure.tensors.elements[tensor]!;
    if (elements > mostElements || made.at(-1)!.length === mostTensors) {
      made.push([]);
      elements = model.structure.tensors.elements[tensor]!;
    }
    made.at(-1)!.push(tensor);
  }
  return made;
}

function weightsOf(model: GraphModel, node: number): readonly Weight[] {
  // What these read belongs to whom they write for.
  if (model.operator(node) === 'DequantizeLinear' || model.operator(node) === 'QuantizeLinear') return [];
  const found = new Map<number, Weight>();
  for (const tensor of model.inputs(node)) {
    const weight = tensor < 0 ? undefined : weightAt(model, tensor);
    if (weight !== undefined && model.structure.tensors.elements[weight.tensor]! > 1) found.set(weight.tensor, weight);
  }
  return [...found.values()];
}

function weightAt(model: GraphModel, tensor: number): Weight | undefined {
  if (model.isStored(tensor)) return isFloat(model, tensor) ? { tensor, zeroPoint: undefined } : undefined;
  const producer = model.producer[tensor]!;
  if (producer < 0 || model.operator(producer) !== 'DequantizeLinear') return undefined;
  const [data = -1, , zeroPoint = -1] = model.inputs(producer);
  if (data < 0 || !model.isStored(data)) return undefined;
  if (zeroPoint < 0 || isFloat(model, data)) return { tensor: data, zeroPoint: undefined };
  return model.isStored(zeroPoint) ? { tensor: data, zeroPoint } : undefined;
}

function isFloat(model: GraphModel, tensor: number): boolean {
  return /^b?float/.test(model.tensorType(tensor)?.name ?? '');
}

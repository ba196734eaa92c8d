import { int, intAttribute, makeNode, text, textAttribute } from '../attributes.ts';
import { elementTypeCode } from '../elementType.ts';
import type { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model } from '../model.ts';

/** The first version of the operators that has all that unpacking needs. */
export const bitmapOpset = 11;

/** The names of a packed weight's parts in the main graph. */
export interface BitmapParts {
  /** The tensor that the nodes write: the weight under its own name. */
  readonly weight: string;
  /** uint8 `[bytes, 1]`. */
  readonly bitmap: string;
  /** `[1 + values]`: the background, then the values. */
  readonly values: string;
  /** int64, the shape of the weight. */
  readonly shape: string;
  /** int64 `[1]`, the number of elements; undefined where it is a multiple of 8. */
  readonly count: string | undefined;
}

/** Constants that all packed weights of a model share, by what they are for. */
const shared = {
  shifts: { type: 'uint8', dims: [8], data: Uint8Array.of(7, 6, 5, 4, 3, 2, 1, 0) },
  last: { type: 'uint8', dims: [1], data: Uint8Array.of(7) },
  flat: { type: 'int64', dims: [1], data: BigInt64Array.of(-1n) },
  first: { type: 'int64', dims: [1], data: BigInt64Array.of(0n) },
  axis: { type: 'int64', dims: [], data: BigInt64Array.of(0n) },
} as const;
type Shared = keyof typeof shared;

/** Adds nodes that unpack weights; what they have in common is stored once. */
export class BitmapWriter {
  private readonly model: Model;
  private readonly names = new Map<Shared, string>();

  constructor(model: Model) {
    this.model = model;
  }

  /**
   * The nodes of one weight. A bit is taken out of its byte by shifting it to the top and then to the bottom; the number of set bits up
   * to it is the place of its value, and 0, where the background is, for a bit that is not set.
   */
  add({ weight, bitmap, values, shape, count }: BitmapParts): void {
    const { graph } = this.model;
    const node = (
      opType: string,
      inputs: readonly string[],
      attributes: Parameters<typeof makeNode>[3] = {},
      output = graph.freshName(`${weight}/${opType}`),
    ): string => {
      graph.add(makeNode(opType, inputs, [output], attributes));
      return output;
    };
    const shift = (from: string, by: string, direction: string): string =>
      node('BitShift', [from, by], { attributes: { direction: text(direction) } });
    const top = shift(bitmap, this.constant('shifts'), 'LEFT');
    const bits = node('Reshape', [shift(top, this.constant('last'), 'RIGHT'), this.constant('flat')]);
    const set = node('Cast', [bits], { attributes: { to: int(elementTypeCode('int32')) } });
    const places = node('Mul', [node('CumSum', [set, this.constant('axis')]), set]);
    const elements = node('Gather', [values, places]);
    const all = count === undefined ? elements : node('Slice', [elements, this.constant('first'), count]);
    node('Reshape', [all, shape], {}, weight);
  }

  private constant(which: Shared): string {
    const known = this.names.get(which);
    if (known !== undefined) return known;
    const { type, dims, data } = shared[which];
    const name = this.model.graph.freshName(`whittle/${which}`);
    this.model.graph.addInitializer(this.model.tensor(name, type, dims, data));
    this.names.set(which, name);
    return name;
  }
}

/** Nodes and constants that together give a packed weight. */
export interface FoundBitmap extends BitmapParts {
  readonly nodes: readonly onnx.NodeProto[];
  readonly constants: readonly string[];
}

/** Finds what {@link BitmapWriter} wrote: exactly these nodes, read by nobody else. */
export function findBitmaps(model: Model): readonly FoundBitmap[] {
  const found: FoundBitmap[] = [];
  for (const node of model.graph.nodes) {
    if (node.opType !== 'Gather' || model.graph.initializer(node.input[0] ?? '') === undefined) continue;
    const bitmap = bitmapAround(model, node);
    if (bitmap !== undefined) found.push(bitmap);
  }
  return found;
}

function bitmapAround(model: Model, gather: onnx.NodeProto): FoundBitmap | undefined {
  const { graph } = model;
  const is = (name: string | undefined, which: Shared): boolean => isShared(model, name ?? '', which);
  const before = (of: onnx.NodeProto | undefined, opType: string, input = 0): onnx.NodeProto | undefined => {
    const node = of && graph.producer(of.input[input] ?? '');
    return node !== undefined && isPlain(node, opType) && onlyReader(graph, node, of!) ? node : undefined;
  };
  const mul = before(gather, 'Mul', 1);
  const sum = before(mul, 'CumSum');
  const cast = graph.producer(sum?.input[0] ?? '');
  const flat = before(cast, 'Reshape');
  const right = before(flat, 'BitShift');
  const left = before(right, 'BitShift');
  if (mul === undefined || sum === undefined || cast === undefined || flat === undefined) return undefined;
  if (right === undefined || left === undefined || !isPlain(cast, 'Cast')) return undefined;
  const set = cast.output[0] ?? '';
  const readers = graph.consumers(set);
  const rightReaders = readers.size === 2 && readers.has(mul) && readers.has(sum) && !graph.isOutput(set);
  const fits =
    rightReaders &&
    mul.input[1] === set &&
    intAttribute(cast, 'to') === elementTypeCode('int32') &&
    textAttribute(right, 'direction') === 'RIGHT' &&
    textAttribute(left, 'direction') === 'LEFT' &&
    (intAttribute(gather, 'axis') ?? 0) === 0 &&
    [intAttribute(sum, 'exclusive'), intAttribute(sum, 'reverse')].every((flag) => (flag ?? 0) === 0) &&
    is(left.input[1], 'shifts') &&
    is(right.input[1], 'last') &&
    is(flat.input[1], 'flat') &&
    is(sum.input[1], 'axis');
  if (!fits) return undefined;
  const next = soleReader(graph, gather);
  const slice = next !== undefined && isPlain(next, 'Slice') ? next : undefined;
  if (slice !== undefined && (slice.input.length !== 3 || !is(slice.input[1], 'first'))) return undefined;
  const reshape = slice === undefined ? next : soleReader(graph, slice);
  if (reshape === undefined || !isPlain(reshape, 'Reshape') || (intAttribute(reshape, 'allowzero') ?? 0) !== 0)
    return undefined;
  const last = slice ?? gather;
  if (reshape.input[0] !== last.output[0]) return undefined;
  const [bitmap = '', values = '', shape = ''] = [left.input[0], gather.input[0], reshape.input[1]];
  const count = slice?.input[2];
  const parts = [bitmap, values, shape, ...(count === undefined ? [] : [count])];
  if (parts.some((name) => graph.initializer(name) === undefined)) return undefined;
  const nodes = [left, right, flat, cast, sum, mul, gather, ...(slice === undefined ? [] : [slice]), reshape];
  const constants = [...parts, left.input[1]!, right.input[1]!, flat.input[1]!, sum.input[1]!, slice?.input[1] ?? ''];
  return { weight: reshape.output[0]!, bitmap, values, shape, count, nodes, constants };
}

function isPlain({ opType, domain, output }: onnx.NodeProto, wanted: string): boolean {
  return opType === wanted && (domain === '' || domain === 'ai.onnx') && output.length === 1;
}

function onlyReader(graph: Graph, node: onnx.NodeProto, reader: onnx.NodeProto): boolean {
  return soleReader(graph, node) === reader;
}

function soleReader(graph: Graph, { output: [name = ''] }: onnx.NodeProto): onnx.NodeProto | undefined {
  const [reader, another] = graph.consumers(name);
  return another === undefined && !graph.isOutput(name) ? reader : undefined;
}

function isShared(model: Model, name: string, which: Shared): boolean {
  const stored = model.graph.initializer(name);
  if (stored === undefined) return false;
  const { type, dims, data } = shared[which];
  const header = model.header(stored);
  if (header.type !== type || header.dims.join() !== dims.join()) return false;
  return model.read(stored).data.join() === data.join();
}

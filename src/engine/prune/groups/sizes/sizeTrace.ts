import { intAttribute, intsAttribute, tensorAttribute } from '../../../onnx/attributes.ts';
import { type ElementType, elementTypeOf } from '../../../onnx/elementType.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { standardDomain } from '../../../onnx/model.ts';
import type { Axis } from '../rule.ts';
import { constantIntegers, fromFront, type Place } from './integers.ts';
import { elementsAlong, elementsTransposed } from './rearrange.ts';
import { readsShape } from './sizeReaders.ts';
import { slicedPositions } from './slicedPositions.ts';

/** A whole number that a model computes: a constant times sizes of dimensions. */
export interface SizeTerm {
  readonly factor: number;
  readonly axes: readonly Axis[];
}

/** The elements of a tensor of sizes, row by row; undefined for those that do not come from shapes and constants alone. */
export interface TracedSizes {
  readonly type: ElementType;
  readonly terms: readonly (SizeTerm | undefined)[];
}

/** Sizes of a tensor. */
export type Sizing = (tensor: string) => readonly number[] | undefined;

/** Tensors of sizes are short; and no chain of nodes that computes one is long. */
const longest = 64;
const deepest = 64;

/** What a term is worth for these sizes. */
export function termValue({ factor, axes }: SizeTerm, sizing: Sizing): number {
  return axes.reduce((total, { tensor, axis }) => total * (sizing(tensor)?.[axis] ?? 0), factor);
}

/**
 * Where the elements of shapes, sizes and the like come from, element by element: through the nodes that exporters compute them
 * with. A node is followed for all of its elements that depend on sizes, or for none of them.
 */
export class SizeTrace {
  private readonly place: Place;
  private readonly sizings: readonly Sizing[];
  private readonly known = new Map<string, TracedSizes | undefined>();

  /** @param sizings under each of which divisions must come out even, the first one before anything was cut */
  constructor(place: Place, sizings: readonly [Sizing, ...Sizing[]]) {
    this.place = place;
    this.sizings = sizings;
  }

  /** Undefined where nothing is known of any element. */
  sizes(tensor: string): TracedSizes | undefined {
    return this.trace(tensor, deepest);
  }

  /** The elements where all of them are constants. */
  constants(tensor: string): readonly number[] | undefined {
    const terms = this.sizes(tensor)?.terms;
    return terms?.every((term) => term?.axes.length === 0) === true ? terms.map((term) => term!.factor) : undefined;
  }

  private trace(tensor: string, reach: number): TracedSizes | undefined {
    if (tensor === '' || reach === 0) return undefined;
    if (this.known.has(tensor)) return this.known.get(tensor);
    const found = this.stored(tensor) ?? this.computed(tensor, reach - 1);
    const traced = found?.terms.some((term) => term !== undefined) === true ? found : undefined;
    this.known.set(tensor, traced);
    return traced;
  }

  private stored(tensor: string): TracedSizes | undefined {
    const { model, graph } = this.place;
    const header = model.constantHeader(graph, tensor);
    if (header === undefined || header.dims.reduce((total, size) => total * size, 1) > longest) return undefined;
    const numbers = constantIntegers(this.place, tensor);
    return numbers && { type: header.type, terms: numbers.map(constant) };
  }

  private computed(tensor: string, reach: number): TracedSizes | undefined {
    const { graph } = this.place;
    const node = graph.producer(tensor);
    if (node === undefined || (node.domain !== standardDomain && node.domain !== 'ai.onnx')) return undefined;
    const shape = this.sizings[0]!(tensor);
    if (shape !== undefined && shape.reduce((total, size) => total * size, 1) > longest) return undefined;
    const input = (index: number) => this.trace(node.input[index] ?? '', reach);
    const rearranged = this.rearranged(node, input);
    const isFlat = [...node.input, tensor].every((each) => (this.sizings[0]!(each)?.length ?? 1) <= 1);
    if (rearranged !== undefined || (!isFlat && !readsShape(node))) return rearranged;
    switch (node.opType) {
      case 'Shape':
        return this.shapeOf(node);
      case 'Size':
        return this.sizeOf(node);
      case 'Gather':
        return this.gathered(input(0), node);
      case 'Concat':
        return this.joined(node, reach);
      case 'Mul':
        return elementwise(input(0), input(1), multiplied);
      case 'Div':
        return elementwise(input(0), input(1), (one, other) => this.divided(one, other));
      case 'Add':
        return elementwise(
          input(0),
          input(1),
          folded((one, other) => one + other),
        );
      case 'Sub':
        return elementwise(
          input(0),
          input(1),
          folded((one, other) => one - other),
        );
      case 'Equal':
        return elementwise(input(0), input(1), equal, 'bool');
      case 'Where':
        return chosen(input(0), input(1), input(2));
      case 'ConstantOfShape':
        return this.filled(node, shape);
      case 'ReduceProd':
        return reduced(input(0));
      default:
        return undefined;
    }
  }

  /** What gives its first input in another form, of any rank: pads are matrices on their way in some exporters. */
  private rearranged(node: onnx.NodeProto, input: (index: number) => TracedSizes | undefined): TracedSizes | undefined {
    switch (node.opType) {
      case 'Identity':
      case 'Squeeze':
      case 'Unsqueeze':
      case 'Reshape':
      case 'Flatten':
        return input(0);
      case 'Cast':
        return castTo(node, input(0));
      case 'Slice':
        return this.sliced(input(0), node);
      case 'Transpose':
        return this.transposed(input(0), node);
      default:
        return undefined;
    }
  }

  private shapeOf(node: onnx.NodeProto): TracedSizes | undefined {
    const tensor = node.input[0] ?? '';
    const rank = this.sizings[0]!(tensor)?.length;
    if (rank === undefined) return undefined;
    const terms = Array.from({ length: rank }, (_, axis) => ({ factor: 1, axes: [{ tensor, axis }] }));
    return { type: 'int64', terms: terms.slice(intAttribute(node, 'start') ?? 0, intAttribute(node, 'end') ?? rank) };
  }

  private sizeOf(node: onnx.NodeProto): TracedSizes | undefined {
    const tensor = node.input[0] ?? '';
    const axes = this.sizings[0]!(tensor)?.map((_, axis) => ({ tensor, axis }));
    return axes && { type: 'int64', terms: [{ factor: 1, axes }] };
  }

  private gathered(data: TracedSizes | undefined, node: onnx.NodeProto): TracedSizes | undefined {
    const indices = this.constants(node.input[1] ?? '');
    if (data === undefined || indices === undefined) return undefined;
    return { ...data, terms: indices.map((index) => data.terms.at(index)) };
  }

  private sliced(data: TracedSizes | undefined, node: onnx.NodeProto): TracedSizes | undefined {
    const given = (input: number, attribute: string): readonly number[] | undefined =>
      (node.input[input] ?? '') === '' ? intsAttribute(node, attribute) : this.constants(node.input[input]!);
    const [start, end] = [given(1, 'starts')?.[0], given(2, 'ends')?.[0]];
    const step = (node.input[4] ?? '') === '' ? 1 : given(4, '')?.[0];
    const axes = given(3, 'axes') ?? [0];
    if (data === undefined || start === undefined || end === undefined || step === undefined) return undefined;
    const dims = this.dimsOf(node, data);
    const axis = fromFront(axes[0] ?? 0, dims.length);
    if (axes.length !== 1 || dims[axis] === undefined) return undefined;
    const elements = elementsAlong(dims, axis, slicedPositions(dims[axis], { start, end, step }));
    return { ...data, terms: elements.map((element) => data.terms[element]) };
  }

  private transposed(data: TracedSizes | undefined, node: onnx.NodeProto): TracedSizes | undefined {
    if (data === undefined) return undefined;
    const dims = this.dimsOf(node, data);
    const order = intsAttribute(node, 'perm') ?? dims.map((_, axis) => dims.length - 1 - axis);
    return { ...data, terms: elementsTransposed(dims, order).map((element) => data.terms[element]) };
  }

  /** The sizes of the first input of a node; of what no run has shown, its length. */
  private dimsOf({ input: [tensor = ''] }: onnx.NodeProto, data: TracedSizes): readonly number[] {
    return (
      this.sizings[0]!(tensor) ?? this.place.model.constantHeader(this.place.graph, tensor)?.dims ?? [data.terms.length]
    );
  }

  private joined(node: onnx.NodeProto, reach: number): TracedSizes | undefined {
    const parts = node.input.map((tensor) => this.trace(tensor, reach));
    const type = parts.find((part) => part !== undefined)?.type;
    const terms: (SizeTerm | undefined)[] = [];
    for (const [index, part] of parts.entries()) {
      const length = part?.terms.length ?? this.sizings[0]!(node.input[index]!)?.[0];
      if (length === undefined) return undefined;
      terms.push(...(part?.terms ?? Array.from({ length }, () => undefined)));
    }
    return type && { type, terms };
  }

  private divided(one: SizeTerm, other: SizeTerm): SizeTerm | undefined {
    if (other.axes.length > 0 || other.factor === 0) return undefined;
    const even = this.sizings.every((sizing) => termValue(one, sizing) % other.factor === 0);
    return even ? { ...one, factor: one.factor / other.factor } : undefined;
  }

  private filled(node: onnx.NodeProto, shape: readonly number[] | undefined): TracedSizes | undefined {
    const value = tensorAttribute(node, 'value');
    const type = value && elementTypeOf(value.dataType);
    if (shape === undefined || (type !== 'int64' && type !== 'int32')) return undefined;
    const number = Number(this.place.model.read(value!).data[0] ?? 0);
    return { type, terms: Array.from({ length: shape[0] ?? 1 }, () => constant(number)) };
  }
}

function constant(factor: number): SizeTerm {
  return { factor, axes: [] };
}

function castTo(node: onnx.NodeProto, traced: TracedSizes | undefined): TracedSizes | undefined {
  const type = elementTypeOf(intAttribute(node, 'to') ?? 0);
  return traced && (type === 'int64' || type === 'int32') ? { type, terms: traced.terms } : undefined;
}

type Combine = (one: SizeTerm, other: SizeTerm) => SizeTerm | undefined;

function elementwise(
  one: TracedSizes | undefined,
  other: TracedSizes | undefined,
  combine: Combine,
  type: ElementType | undefined = one?.type,
): TracedSizes | undefined {
  if (one === undefined || other === undefined || type === undefined) return undefined;
  return allOf(type, [one, other], ([a, b]) => combine(a!, b!));
}

/** Combines elements that broadcasting brings together; nothing unless all of them can be. */
function allOf(
  type: ElementType,
  operands: readonly TracedSizes[],
  combine: (terms: readonly SizeTerm[]) => SizeTerm | undefined,
): TracedSizes | undefined {
  const length = Math.max(...operands.map(({ terms }) => terms.length));
  const combined: SizeTerm[] = [];
  for (let index = 0; index < length; index++) {
    const terms = operands.map((operand) => operand.terms[operand.terms.length === 1 ? 0 : index]);
    const known = terms.filter((term) => term !== undefined);
    const term = known.length === terms.length ? combine(known) : undefined;
    if (term === undefined) return undefined;
    combined.push(term);
  }
  return { type, terms: combined };
}

function multiplied(one: SizeTerm, other: SizeTerm): SizeTerm {
  return { factor: one.factor * other.factor, axes: [...one.axes, ...other.axes] };
}

function folded(fold: (one: number, other: number) => number): Combine {
  return (one, other) =>
    one.axes.length + other.axes.length === 0 ? constant(fold(one.factor, other.factor)) : undefined;
}

/** 1 or 0, where it is the same for all sizes: a size is never a mark such as -1. */
function equal(one: SizeTerm, other: SizeTerm): SizeTerm | undefined {
  if (one.axes.length + other.axes.length === 0) return constant(Number(one.factor === other.factor));
  const [size, mark] = one.axes.length > 0 ? [one, other] : [other, one];
  return mark.axes.length === 0 && size.factor > 0 && mark.factor < 0 ? constant(0) : undefined;
}

function chosen(
  condition: TracedSizes | undefined,
  yes: TracedSizes | undefined,
  no: TracedSizes | undefined,
): TracedSizes | undefined {
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return allOf(yes.type, [condition, yes, no], ([test, one, other]) =>
    test!.axes.length > 0 ? undefined : test!.factor === 0 ? other : one,
  );
}

function reduced(traced: TracedSizes | undefined): TracedSizes | undefined {
  if (traced === undefined) return undefined;
  const known = traced.terms.filter((term) => term !== undefined);
  if (known.length < traced.terms.length) return undefined;
  return { type: traced.type, terms: [known.reduce(multiplied, constant(1))] };
}

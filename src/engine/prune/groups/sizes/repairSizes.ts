import { intAttribute, makeNode } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Cuts } from '../rule.ts';
import { type SizeTerm, SizeTrace, type TracedSizes, termValue } from './sizeTrace.ts';

/** The elements that an input with sizes must have after the cut, and what those had before that are not traced. */
export interface WantedSizes {
  readonly before: readonly number[];
  readonly wanted: readonly number[];
}

/** What computed sizes come from while a model is being cut. */
export function traceOfCut(cuts: Cuts): SizeTrace {
  return new SizeTrace(cuts, [(tensor) => cuts.before(tensor), (tensor) => cuts.after(tensor)]);
}

/**
 * Lets a node read the sizes it must have now that channels are gone. What comes from the shape of a tensor that lost the same
 * channels is right by itself; constants are replaced where they stand; other products are multiplied by what is missing, which
 * holds for whatever sizes the model is run with.
 */
export function repairSizes(node: onnx.NodeProto, input: number, sizes: WantedSizes, cuts: Cuts): void {
  const tensor = node.input[input] ?? '';
  const { graph } = cuts;
  const traced = traceOfCut(cuts).sizes(tensor);
  const now = sizes.wanted.map((_, index) => valueNow(traced?.terms[index], sizes.before[index]!, cuts));
  if (sizes.wanted.every((size, index) => size === now[index])) return;
  if (traced?.terms.every((term) => term?.axes.length === 0)) {
    cuts.setNumbers(node, input, sizes.wanted);
    return;
  }
  const producer = graph.producer(tensor);
  if (producer?.opType === 'Concat' && intAttribute(producer, 'axis') !== undefined) {
    repairParts(ownCopy(node, input, producer, cuts), sizes, cuts);
    return;
  }
  scale(node, input, { type: traced?.type ?? 'int64', wanted: sizes.wanted, now }, cuts);
}

function valueNow(term: SizeTerm | undefined, before: number, cuts: Cuts): number {
  return term === undefined ? before : termValue(term, (tensor) => cuts.after(tensor));
}

/** The Concat that joins sizes for this node alone. */
function ownCopy(node: onnx.NodeProto, input: number, concat: onnx.NodeProto, { graph }: Cuts): onnx.NodeProto {
  const [tensor = ''] = concat.output;
  const reads = node.input.filter((each) => each === tensor).length;
  if (!graph.isOutput(tensor) && graph.consumers(tensor).size === 1 && reads === 1) return concat;
  const output = graph.freshName(tensor);
  const name = concat.name === '' ? {} : { name: `${concat.name}.${output}` };
  const copy = makeNode('Concat', concat.input, [output], name);
  copy.attribute = concat.attribute;
  graph.add(copy, graph.origins(concat));
  graph.setInput(node, input, output);
  return copy;
}

function repairParts(concat: onnx.NodeProto, { before, wanted }: WantedSizes, cuts: Cuts): void {
  const trace = traceOfCut(cuts);
  let from = 0;
  for (const [index, part] of concat.input.entries()) {
    const length = trace.sizes(part)?.terms.length ?? cuts.before(part)?.[0] ?? 1;
    const to = from + length;
    repairSizes(concat, index, { before: before.slice(from, to), wanted: wanted.slice(from, to) }, cuts);
    from = to;
  }
}

interface Scaling {
  readonly type: TracedSizes['type'];
  readonly wanted: readonly number[];
  readonly now: readonly number[];
}

/** Multiplies and divides by whole numbers; the products are multiples of the divisors. */
function scale(node: onnx.NodeProto, input: number, { type, wanted, now }: Scaling, cuts: Cuts): void {
  const ratios = wanted.map((size, index) => {
    const divisor = greatestCommonDivisor(size, now[index]!);
    return { multiply: size / divisor, divide: now[index]! / divisor };
  });
  const { graph, model } = cuts;
  const isScalar = cuts.before(node.input[input]!)?.length === 0;
  const apply = (operator: string, numbers: readonly number[]): void => {
    if (numbers.every((number) => number === 1)) return;
    const tensor = node.input[input]!;
    const factors = graph.freshName(`${tensor}.factor`);
    const data = type === 'int32' ? Int32Array.from(numbers) : BigInt64Array.from(numbers, BigInt);
    graph.addInitializer(model.tensor(factors, type, isScalar ? [] : [numbers.length], data));
    const output = graph.freshName(`${tensor}.cut`);
    graph.add(makeNode(operator, [tensor, factors], [output], { name: output }), graph.origins(node));
    graph.setInput(node, input, output);
  };
  apply(
    'Mul',
    ratios.map(({ multiply }) => multiply),
  );
  apply(
    'Div',
    ratios.map(({ divide }) => divide),
  );
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

import Long from 'long';
import { int, ints, makeNode } from '../../onnx/attributes.ts';
import { elementTypeCode } from '../../onnx/elementType.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import { type DenseTensor, elementCount } from '../../onnx/tensor.ts';
import { probePrefix } from '../../runtime/observation.ts';
import { untyped } from '../../runtime/probedModel.ts';
import type { ErrorSumsOfRun } from '../sampleErrors.ts';

/** Two tensors of the same shape, of float32 numbers, that are compared inside a graph. */
export interface ComparedTensors {
  /** What the probes are named after. */
  readonly name: string;
  readonly reference: string;
  readonly actual: string;
  /** Their shape in a typical run; the rank is that of any. */
  readonly dims: readonly number[];
}

/** The first version of ReduceSumSquare whose axes are an input. */
const axesAreInput = 18;
/**
 * A sum of so many squares in float32 is wrong by up to 2 · 10⁻⁴ of itself, and one of eight times as many by 4 · 10⁻³. Sums of
 * rows have 10⁻⁷, but take the runtime four times as long.
 */
const longestSum = 2 ** 22;
const longestRow = 2 ** 16;

/** Lets Σx², Σy² and Σ(x − y)² of pairs of tensors leave a graph. */
export class ErrorProbes {
  private readonly graph: onnx.GraphProto;
  private readonly opset: number;
  private lastAxis: string | undefined;

  /** @param opset version of the standard operators of the graph */
  constructor(graph: onnx.GraphProto, opset: number) {
    this.graph = graph;
    this.opset = opset;
  }

  add({ name, reference, actual, dims }: ComparedTensors): void {
    const axis = rowAxis(dims);
    // A DQ is run once for each node that reads it, so that one must stand between; this one copies nothing.
    const x = this.rows(reference, `${probePrefix}reference:${name}`, axis);
    const y = this.rows(actual, `${probePrefix}actual:${name}`, axis);
    const difference = `${probePrefix}difference:${name}`;
    this.graph.node.push(makeNode('Sub', [x, y], [difference]));
    const [signal, own, noise] = probesOf(name);
    // The last runs first: the difference can then lie where the actual values were.
    this.sumOfSquares(difference, noise, axis > 0);
    this.sumOfSquares(x, signal, axis > 0);
    this.sumOfSquares(y, own, axis > 0);
  }

  private rows(tensor: string, output: string, axis: number): string {
    this.graph.node.push(makeNode('Flatten', [tensor], [output], { attributes: { axis: int(axis) } }));
    return output;
  }

  /** The sum over a matrix: of each row alone before that of all, where it has more than one. */
  private sumOfSquares(matrix: string, probe: string, inSteps: boolean): void {
    const attributes = { keepdims: int(0) };
    if (inSteps) {
      const rows = `${probe}:rows`;
      this.graph.node.push(this.sumOfRows(matrix, rows));
      this.graph.node.push(makeNode('ReduceSum', [rows], [probe], { attributes }));
    } else {
      this.graph.node.push(makeNode('ReduceSumSquare', [matrix], [probe], { attributes }));
    }
    this.graph.output.push(untyped(probe));
  }

  private sumOfRows(matrix: string, output: string): onnx.NodeProto {
    const attributes = { keepdims: int(0) };
    if (this.opset >= axesAreInput) {
      return makeNode('ReduceSumSquare', [matrix, this.storedAxis()], [output], { attributes });
    }
    return makeNode('ReduceSumSquare', [matrix], [output], { attributes: { ...attributes, axes: ints([1]) } });
  }

  private storedAxis(): string {
    if (this.lastAxis !== undefined) return this.lastAxis;
    this.lastAxis = `${probePrefix}last-axis`;
    const dataType = elementTypeCode('int64');
    const stored = { name: this.lastAxis, dataType, dims: [Long.ONE], int64Data: [Long.ONE] };
    this.graph.initializer.push(onnx.TensorProto.create(stored));
    return this.lastAxis;
  }
}

/** The axis from which on a tensor is one row: 0, unless it is too long to be summed at once. */
function rowAxis(dims: readonly number[]): number {
  if (elementCount(dims) <= longestSum) return 0;
  let axis = 0;
  while (axis < dims.length - 1 && elementCount(dims.slice(axis)) > longestRow) axis++;
  return axis;
}

/** The outputs that {@link ErrorProbes} add for a pair: Σx², Σy² and Σ(x − y)². */
export function probesOf(name: string): readonly [signal: string, own: string, noise: string] {
  return [`${probePrefix}signal:${name}`, `${probePrefix}own:${name}`, `${probePrefix}noise:${name}`];
}

/** What those outputs say of one run. */
export function errorSums(results: ReadonlyMap<string, DenseTensor>, name: string): ErrorSumsOfRun {
  const [signal, own, noise] = probesOf(name).map((probe) => Number(results.get(probe)?.data[0]));
  return { signal: signal ?? NaN, own: own ?? NaN, noise: noise ?? NaN };
}

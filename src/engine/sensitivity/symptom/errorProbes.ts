import { int, makeNode } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { probePrefix } from '../../runtime/observation.ts';
import { untyped } from '../../runtime/probedModel.ts';
import type { ErrorSumsOfRun } from '../sampleErrors.ts';

/** Two tensors of the same shape that are compared inside a graph: float32 or other real numbers. */
export interface ComparedTensors {
  /** What the probes are named after. */
  readonly name: string;
  readonly reference: string;
  readonly actual: string;
}

/** Lets Σx², Σy² and Σ(x − y)² of two tensors leave a graph. */
export function addErrorProbes(graph: onnx.GraphProto, { name, reference, actual }: ComparedTensors): void {
  const difference = `${probePrefix}difference:${name}`;
  graph.node.push(makeNode('Sub', [reference, actual], [difference]));
  for (const [index, tensor] of [reference, actual, difference].entries()) {
    const probe = probesOf(name)[index]!;
    graph.node.push(makeNode('ReduceSumSquare', [tensor], [probe], { attributes: { keepdims: int(0) } }));
    graph.output.push(untyped(probe));
  }
}

/** The outputs that {@link addErrorProbes} adds. */
export function probesOf(name: string): readonly string[] {
  return ['signal', 'own', 'noise'].map((sum) => `${probePrefix}${sum}:${name}`);
}

/** What those outputs say of one run. */
export function errorSums(results: ReadonlyMap<string, DenseTensor>, name: string): ErrorSumsOfRun {
  const [signal = NaN, own = NaN, noise = NaN] = probesOf(name).map((probe) => Number(results.get(probe)?.data[0]));
  return { signal, own, noise };
}

import { elementCount } from '../onnx/tensor.ts';
import type { LayerForm } from './describeLayer.ts';

/** Which of a layer's rows are taken in each run: every so many of them, beginning at a place that differs from run to run. */
export interface Thinning {
  /** Steps along the spatial dimensions of a convolution's result. */
  readonly spatial: readonly number[];
  /** Step through the rows that are left by then. */
  readonly step: number;
}

/**
 * How to take about `wanted` rows of one run, evenly spread.
 * @param result dimensions of the layer's output in a typical run
 * @param canStride whether rows of a convolution can be left out before its windows are gathered
 */
export function thinning(form: LayerForm, result: readonly number[], wanted: number, canStride: boolean): Thinning {
  const sizes = form.kind === 'convolution' ? result.slice(2) : [];
  const ratio = rowsOf(form, result) / Math.max(1, wanted);
  if (form.kind === 'product' || !canStride) return { spatial: sizes.map(() => 1), step: whole(ratio) };
  const spatial: number[] = [];
  // The shortest dimension first: what it cannot give, the others do.
  let left = ratio;
  const order = sizes.map((_, axis) => axis).sort((a, b) => sizes[a]! - sizes[b]!);
  order.forEach((axis, place) => {
    spatial[axis] = Math.min(whole(left ** (1 / (order.length - place))), Math.max(1, sizes[axis]!));
    left /= spatial[axis];
  });
  return { spatial, step: whole(left) };
}

/** Rows of inputs that a layer sees in a run with this result. */
export function rowsOf(form: LayerForm, result: readonly number[]): number {
  if (form.kind === 'convolution') return (result[0] ?? 1) * elementCount(result.slice(2));
  const outputs = form.outputsAlong === 'last' ? result.at(-1) : result.at(-2);
  return elementCount(result) / Math.max(1, outputs ?? 1);
}

function whole(ratio: number): number {
  return Math.max(1, Math.floor(ratio + 1e-9));
}

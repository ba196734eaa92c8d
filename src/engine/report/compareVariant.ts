import type { BenchmarkAccuracy } from '../../protocol/result/benchmark.ts';
import type { Dataset } from '../data/dataset.ts';
import { bitsPerElement } from '../onnx/elementType.ts';
import type { Model } from '../onnx/model.ts';
import { type CompareOptions, compareSamples } from './compareModels.ts';

/** How a variant compares with its original. */
export interface VariantAccuracy {
  readonly accuracy: BenchmarkAccuracy;
  /** With weights exactly as they are stored, where that makes a difference. */
  readonly exact?: BenchmarkAccuracy;
}

/** How many times {@link compareVariant} goes through the samples. */
export function comparisonsOf(variant: Model): number {
  return hasWeightOnlyProducts(variant) ? 2 : 1;
}

/**
 * Compares a variant with its original as the runtime runs it. Products of activations with weights that alone are quantized
 * become kernels that round the activations too: such models are also measured without.
 * @throws UserError where a model or the data fails
 */
export async function compareVariant(
  original: Model,
  variant: Model,
  dataset: Dataset,
  options: CompareOptions,
): Promise<VariantAccuracy> {
  const times = comparisonsOf(variant);
  const part = (index: number) => ({
    ...options,
    onProgress: (fraction: number) => options.onProgress((index + fraction) / times),
  });
  const accuracy = await compareSamples(original, variant, dataset, part(0));
  if (times === 1) return { accuracy };
  const changedSession = { ...options.changedSession, exactQuantizedWeights: true };
  const exact = await compareSamples(original, variant, dataset, { ...part(1), changedSession });
  return { accuracy, ...(differs(accuracy, exact) && { exact }) };
}

/** Whether weights of 8 or fewer bits are made real again for a product whose other side is not quantized. */
function hasWeightOnlyProducts(model: Model): boolean {
  const { graph } = model;
  const dequantizer = (tensor: string | undefined) => {
    const node = graph.producer(tensor ?? '');
    return node?.opType === 'DequantizeLinear' ? node : undefined;
  };
  for (const { opType, input } of graph.nodes) {
    if (opType !== 'MatMul' && opType !== 'Gemm') continue;
    const header = model.constantHeader(graph, dequantizer(input[1])?.input[0] ?? '');
    if (header !== undefined && bitsPerElement(header.type) <= 8 && dequantizer(input[0]) === undefined) return true;
  }
  return false;
}

/** Decibels that the order of sums alone may make. */
const audible = 0.1;

function differs(one: BenchmarkAccuracy, other: BenchmarkAccuracy): boolean {
  const sameNumbers = [...one.metrics.keys()].every(
    (index) => one.metrics[index]?.after === other.metrics[index]?.after,
  );
  const errors = one.outputs.some(({ sqnr }, index) => {
    const exact = other.outputs[index]?.sqnr;
    return exact !== sqnr && !(Math.abs((exact ?? Number.NaN) - sqnr) <= audible);
  });
  return !sameNumbers || one.agreement !== other.agreement || errors;
}

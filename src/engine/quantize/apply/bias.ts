import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { roundHalfToEven } from '../scheme.ts';
import type { NodeBias } from './nodeWeights.ts';
import { addDequantize, storeParameters } from './pair.ts';
import { storedIntegers } from './storedIntegers.ts';
import { scalesOf, type WeightParameters } from './weights.ts';

const largest = 2 ** 31 - 1;

/**
 * The weight's scales, made larger where the bias would not fit into int32 at the scale it must have, that of the input
 * times that of the weight. Such a weight is tiny beside its bias: coarser steps do not show, a clipped bias does.
 */
export function scalesThatFitBias(bias: Float32Array, inputScale: number, weight: WeightParameters): WeightParameters {
  const scales = scalesOf(weight);
  let widened: Float32Array | undefined;
  for (const [channel, value] of bias.entries()) {
    const index = scales.length === 1 ? 0 : channel;
    const scale = widened?.[index] ?? scales[index] ?? 1;
    // The margin keeps rounding in float32 from passing the limit again.
    const needed = (Math.abs(value) / largest / inputScale) * 1.0001;
    if (needed <= scale) continue;
    widened ??= scales.slice();
    widened[index] = needed;
  }
  if (widened === undefined) return weight;
  return 'scales' in weight ? { ...weight, scales: widened } : { ...weight, scale: widened[0] ?? weight.scale };
}

/** A bias as int32. */
export interface QuantizedBias {
  readonly integers: Int32Array;
  /** One, or one a channel. */
  readonly scales: Float32Array;
}

/** Rounds a bias to the scale it must have. */
export function quantizeBias(bias: Float32Array, inputScale: number, weight: WeightParameters): QuantizedBias {
  const scales = scalesOf(weight).map((scale) => Math.fround(inputScale * scale));
  const integers = Int32Array.from(bias, (value, channel) => {
    const steps = roundHalfToEven(value / (scales[scales.length === 1 ? 0 : channel] ?? 1));
    return Math.max(-largest, Math.min(largest, steps));
  });
  return { integers, scales };
}

/** What DequantizeLinear makes of a bias. */
export function dequantizeBias({ integers, scales }: QuantizedBias): Float32Array {
  return Float32Array.from(
    integers,
    (value, channel) => Math.fround(value) * (scales[scales.length === 1 ? 0 : channel] ?? 1),
  );
}

/** Stores a bias as int32 for one node and adds the DQ that reads it. @returns the name of the DQ's output */
export function writeBias(
  model: Model,
  { name, values, inputScale }: NodeBias,
  weight: WeightParameters,
  origins: readonly NodeId[],
): string {
  const { graph } = model;
  const { integers, scales } = quantizeBias(values, inputScale, weight);
  const stored = storeParameters(
    model,
    name,
    scales.length === 1
      ? { type: 'int32', scale: scales[0] ?? 1, zeroPoint: 0 }
      : { type: 'int32', axis: 0, scales, zeroPoints: new Int32Array(scales.length) },
  );
  const quantized = graph.freshName(`${name}_quantized`);
  graph.addInitializer(storedIntegers(model, quantized, 'int32', [values.length], integers));
  const output = graph.freshName(`${name}_dequantized`);
  addDequantize(graph, quantized, output, stored, origins);
  return output;
}

import { StatisticsCollector } from '../../src/engine/quantize/observers/collector.ts';
import { chooseRange } from '../../src/engine/quantize/observers/observer.ts';
import { tensorRange } from '../../src/engine/quantize/observers/range.ts';
import {
  integerLimits,
  parametersFromRange,
  type QuantizationParameters,
  type QuantizedType,
  type SchemeOptions,
} from '../../src/engine/quantize/scheme.ts';
import { channelLayout, channelParameters, channelRanges } from '../../src/engine/quantize/schemeChannels.ts';
import { dequantizeTensor, quantizeTensor } from '../../src/engine/quantize/schemeTensor.ts';
import { SampleErrors } from '../../src/engine/sensitivity/sampleErrors.ts';
import { observerNames, quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { runOptions } from '../../src/protocol/options/run.ts';
import { sensitivityOptions } from '../../src/protocol/options/sensitivity.ts';
import type {
  Grid,
  LayerError,
  OutputEffect,
  SensitiveLayer,
  Sensitivity,
  SensitivityPlan,
  TensorDistribution,
  WeightDistribution,
} from '../../src/protocol/result/sensitivity.ts';
import { Random } from '../fixtures/random.ts';

const bins = 128;

/** Values of a layer as they often are: around zero, with a few far out. */
export function longTailed(count: number, seed: number, low = -Infinity): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, (_, index) =>
    Math.max(low, random.normal() * (index % 97 === 0 ? 4 : 1) * (index % 1531 === 0 ? 3 : 1)),
  );
}

/** A weight of which every channel is `spread` times as wide as the one before. */
export function unevenWeight(channels: number, inner: number, spread: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from(
    { length: channels * inner },
    (_, index) => 0.05 * random.normal() * spread ** Math.floor(index / inner),
  );
}

function histogramOf(values: Float32Array): TensorDistribution['histogram'] {
  const { min, max } = tensorRange(values);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    counts[Math.min(bins - 1, Math.floor(((value - min) / (max - min || 1)) * bins))]!++;
  }
  return { low: min, high: max, counts };
}

function errorOf(values: Float32Array, becomes: Float32Array): LayerError {
  const errors = new SampleErrors();
  const sum = (of: (index: number) => number): number => values.reduce((all, _, index) => all + of(index), 0);
  errors.add({
    signal: sum((index) => values[index]! ** 2),
    own: sum((index) => becomes[index]! ** 2),
    noise: sum((index) => (values[index]! - becomes[index]!) ** 2),
  });
  return errors.error();
}

function gridOf(values: Float32Array, parameters: QuantizationParameters, scheme: SchemeOptions): Grid {
  const { scale, zeroPoint, type } = parameters;
  const limits = integerLimits(type, scheme);
  const [low, high] = [(limits.min - zeroPoint) * scale, (limits.max - zeroPoint) * scale];
  const clipped = values.filter((value) => value < low - scale / 2 || value > high + scale / 2).length / values.length;
  const becomes = dequantizeTensor(quantizeTensor(values, parameters, { scheme }), parameters);
  return { low, high, scale, zeroPoint, clipped, sqnr: errorOf(values, becomes).sqnr };
}

/** What the engine makes of the values of an activation. */
export function activationDistribution(
  tensor: string,
  values: Float32Array,
  { type = 'uint8', observer = 'percentile' }: { readonly type?: QuantizedType; readonly observer?: string } = {},
): TensorDistribution {
  const collector = new StatisticsCollector({ histogram: true });
  const part = values.length / 4;
  for (let batch = 0; batch < 4; batch++) {
    const own = values.subarray(batch * part, (batch + 1) * part);
    collector.add(own, tensorRange(own));
  }
  const observers = observerNames.map((name) => {
    const choice = chooseRange(collector.statistics, name, { type, symmetric: false });
    if (choice.kind !== 'range') throw new Error(`${name} finds no range`);
    return { observer: name, ...gridOf(values, parametersFromRange(choice.range, type), {}) };
  });
  const chosen = observers.find((each) => each.observer === observer);
  if (chosen === undefined) throw new Error(`there is no observer ${observer}`);
  const { observer: _, ...grid } = chosen;
  return { tensor, type, symmetric: false, histogram: histogramOf(values), observer, grid, observers };
}

/** What the engine makes of a weight. */
export function weightDistribution(
  tensor: string,
  values: Float32Array,
  dims: readonly number[],
  { axis, type = 'int8' }: { readonly axis?: number; readonly type?: QuantizedType } = {},
): WeightDistribution {
  const scheme = { symmetric: true };
  const { min, max } = integerLimits(type, scheme);
  const histogram = histogramOf(values);
  const integers = { low: min, high: max };
  if (axis === undefined) {
    const range = tensorRange(values);
    const parameters = parametersFromRange(range, type, scheme);
    const becomes = dequantizeTensor(quantizeTensor(values, parameters, { scheme }), parameters);
    return {
      ...{ tensor, type, histogram, integers, clipped: 0, error: errorOf(values, becomes) },
      ...{ scales: [parameters.scale], zeroPoints: [parameters.zeroPoint], lows: [range.min], highs: [range.max] },
    };
  }
  const layout = channelLayout(dims, axis);
  const ranges = channelRanges(values, layout);
  const parameters = channelParameters(ranges, type, axis, scheme);
  const becomes = dequantizeTensor(quantizeTensor(values, parameters, { layout, scheme }), parameters, { layout });
  return {
    ...{ tensor, type, histogram, axis, integers, clipped: 0, error: errorOf(values, becomes) },
    ...{ scales: [...parameters.scales], zeroPoints: [...parameters.zeroPoints] },
    ...{ lows: ranges.map((each) => each.min), highs: ranges.map((each) => each.max) },
  };
}

/** An effect on a model with one output. */
export function effect(sqnr: number, more: Partial<OutputEffect> = {}): OutputEffect {
  return { sqnr, outputs: [{ output: 'y', sqnr, cosine: 0.999, maximumError: 0.1 }], metrics: [], ...more };
}

/** What is to be measured, and of how many layers. */
export function sensitivityPlanOf(layers: number, more: Partial<SensitivityPlan> = {}): SensitivityPlan {
  return {
    ...{
      layers,
      samples: 32,
      synthetic: false,
      calibration: { runs: 32, seconds: 1 },
      symptom: { runs: 64, seconds: 2 },
    },
    ...{ cause: { layers, runs: 300, naiveRuns: 600, seconds: 9 }, seconds: 12, memory: 1e6 },
    ...more,
  };
}

/** The result of an analysis. */
export function sensitivityOf(
  layers: readonly SensitiveLayer[],
  activations: readonly TensorDistribution[],
  weights: readonly WeightDistribution[],
  { synthetic = false }: { readonly synthetic?: boolean } = {},
): Sensitivity {
  return {
    ...{ format: 'whittle-sensitivity', version: 1, created: '2026-01-01T00:00:00Z', model: 'model.onnx' },
    pass: { pass: 'quantize-static', options: quantizeStaticOptions.parse({}) },
    options: sensitivityOptions.parse({}),
    run: runOptions.parse({}),
    samples: { source: 'calibration.npz', synthetic, count: 32, heldOut: false },
    plan: sensitivityPlanOf(layers.length, { synthetic }),
    ...{ layers, activations, weights, stability: {}, complete: true, notes: [], warnings: [], timings: [] },
  };
}

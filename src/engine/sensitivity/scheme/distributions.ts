import { observerNames } from '../../../protocol/options/quantizeStatic.ts';
import type { Grid, TensorDistribution, WeightDistribution } from '../../../protocol/result/sensitivity.ts';
import { activationParameters } from '../../quantize/apply/parameters.ts';
import { scalesOf, type WeightParameters } from '../../quantize/apply/weights.ts';
import { type Bins, coarsen, lastBin } from '../../quantize/observers/bins.ts';
import { Histogram } from '../../quantize/observers/histogram.ts';
import { rememberedRange } from '../../quantize/observers/rememberedRange.ts';
import { tensorRange } from '../../quantize/observers/range.ts';
import type { Range } from '../../quantize/scheme.ts';
import { channelLayout, channelRanges } from '../../quantize/schemeChannels.ts';
import { ExpectedQuantization } from './expectedQuantization.ts';
import type { QuantizedActivation, QuantizedWeight, Scheme } from './scheme.ts';
import { weightError } from './weightError.ts';

export interface Distributions {
  /** Of what `Layer.activations` name, where values were seen. Dynamic quantization has none: its ranges are those of a run. */
  readonly activations: readonly TensorDistribution[];
  readonly weights: readonly WeightDistribution[];
}

const mostBins = 128;

/** How the values of a scheme's activations and weights are distributed, and what integers make of them. */
export function distributionsOf(scheme: Scheme): Distributions {
  const weights = new Map<string, WeightDistribution>();
  for (const layer of scheme.layers) {
    for (const weight of scheme.weightsOf(layer)) {
      if (!weights.has(weight.tensor)) weights.set(weight.tensor, distributionOfWeight(weight));
    }
  }
  return { activations: scheme.activations.flatMap(distributionOf), weights: [...weights.values()] };
}

function distributionOf(activation: QuantizedActivation): readonly TensorDistribution[] {
  const { planned, parameters, seen, percentile } = activation;
  const { type, symmetric } = planned;
  if (seen.bins === null || seen.range === null) return [];
  const expected = new ExpectedQuantization(seen.bins, seen.range);
  const observers = observerNames.flatMap((observer): readonly (Grid & { readonly observer: string })[] => {
    const choice = rememberedRange(seen, observer, { type, symmetric, percentile });
    if (choice.kind === 'unusable') return [];
    return [{ observer, ...expected.grid(activationParameters(planned, choice.range)) }];
  });
  return [
    {
      ...{ tensor: planned.root, type, symmetric, observers },
      histogram: histogramOf(seen.bins),
      ...(planned.range === undefined && { observer: planned.observer }),
      grid: expected.grid(parameters),
    },
  ];
}

function distributionOfWeight(weight: QuantizedWeight): WeightDistribution {
  const { tensor, parameters, limits } = weight;
  const histogram = new Histogram();
  const values = weight.values();
  histogram.add(values);
  const ranges = rangesOf(weight, values);
  return {
    ...{ tensor, type: parameters.type, histogram: histogramOf(histogram.bins) },
    ...('axis' in parameters && { axis: parameters.axis }),
    scales: [...scalesOf(parameters)],
    zeroPoints: zeroPointsOf(parameters),
    integers: { low: limits.min, high: limits.max },
    lows: ranges.map(({ min }) => min),
    highs: ranges.map(({ max }) => max),
    clipped: clippedShare(weight, values, ranges),
    error: weightError([weight]),
  };
}

/** Smallest and largest element that each scale stands for. */
function rangesOf({ dims, parameters }: QuantizedWeight, values: Float32Array): readonly Range[] {
  if (!('axis' in parameters)) return [tensorRange(values)];
  return channelRanges(values, channelLayout(dims, parameters.axis));
}

function zeroPointsOf(parameters: WeightParameters): readonly number[] {
  return 'zeroPoints' in parameters ? [...parameters.zeroPoints] : [parameters.zeroPoint];
}

/** Share of the elements that are more than half a step beyond the integers. */
function clippedShare({ dims, parameters, limits }: QuantizedWeight, values: Float32Array, ranges: readonly Range[]) {
  const scales = scalesOf(parameters);
  const zeroPoints = zeroPointsOf(parameters);
  const within = ranges.map((_, channel) => ({
    min: (limits.min - zeroPoints[channel]! - 0.5) * scales[channel]!,
    max: (limits.max - zeroPoints[channel]! + 0.5) * scales[channel]!,
  }));
  const reaches = ranges.some(({ min, max }, channel) => min < within[channel]!.min || max > within[channel]!.max);
  // The ranges of weights are what scales are made of, so that there is hardly ever anything to count.
  if (!reaches) return 0;
  const { channels, inner } = 'axis' in parameters ? channelLayout(dims, parameters.axis) : { channels: 1, inner: 1 };
  let clipped = 0;
  for (const [index, value] of values.entries()) {
    const { min, max } = within[Math.floor(index / inner) % channels]!;
    if (value < min || value > max) clipped++;
  }
  return clipped / values.length;
}

/** The counts in at most {@link mostBins} bins. */
function histogramOf(bins: Bins): TensorDistribution['histogram'] {
  const coarse = coarsen(bins, mostBins);
  const { first, width, counts } = coarse;
  return { low: (first - 1) * width, high: lastBin(coarse) * width, counts: [...counts] };
}

import * as z from 'zod';
import { dataOptions } from '../options/data.ts';
import { runOptions } from '../options/run.ts';
import { sensitivityOptions } from '../options/sensitivity.ts';
import { quantizePass } from '../recipe.ts';
import { comparedMetric, outputDifference, samplesUsed } from './evaluation.ts';
import { real } from './real.ts';
import { stageTimes } from './stageTimes.ts';
import { text } from './text.ts';

/** How far the values of a tensor are from what they should be, over all elements of all samples. */
export const layerError = z.object({
  /** Signal-to-quantization-noise ratio in dB, 10 · log₁₀(Σx² / Σ(x − y)²); infinite where nothing differs. */
  sqnr: real,
  cosine: real,
  /** √(Σ(x − y)² / Σx²). */
  relative: real,
});
export type LayerError = z.infer<typeof layerError>;

/** A place in a ranking, 1 being the layer that hurts most, with its 95 % interval over samples drawn again. */
export const rankInterval = z.object({ rank: z.number(), low: z.number(), high: z.number() });
export type RankInterval = z.infer<typeof rankInterval>;

/** What a change of one layer does to the outputs of the model. */
export const outputEffect = z.object({
  /** In dB, of the output that suffers most. */
  sqnr: real,
  outputs: z.array(outputDifference).readonly(),
  /** Mean Kullback-Leibler divergence of the classes from those of the reference, in nats; for classifiers. */
  divergence: real.exactOptional(),
  /** Share of rows whose class is another; for classifiers on real data. */
  changed: z.number().exactOptional(),
  /** Against labels: of the reference and with the change. Empty without them. */
  metrics: z.array(comparedMetric).readonly(),
});
export type OutputEffect = z.infer<typeof outputEffect>;

/** What is known of one layer; what was not measured, or not yet, is absent. */
export const sensitiveLayer = z.object({
  /** Its id among the nodes of the prepared model. */
  node: z.string(),
  name: z.string(),
  operator: z.string(),
  /** Ids of the nodes of the user's file that it stands for. */
  origins: z.array(z.string()).readonly(),
  precision: z.enum(['integer', 'float']),
  macs: z.number().exactOptional(),
  /** Error at its result where the whole model is quantized. */
  symptom: layerError.exactOptional(),
  symptomRank: rankInterval.exactOptional(),
  /** Error of its weights. */
  weights: layerError.exactOptional(),
  /** Only this layer quantized. */
  cause: outputEffect.exactOptional(),
  causeRank: rankInterval.exactOptional(),
  /** Only its weights, only its activations. */
  causeOfWeights: outputEffect.exactOptional(),
  causeOfActivations: outputEffect.exactOptional(),
  /** Everything but this layer quantized. */
  allBut: outputEffect.exactOptional(),
  /** Names of the {@link tensorDistribution}s of the activations that it reads and of its result. */
  activations: z.array(z.string()).readonly(),
  /** Name of the {@link weightDistribution} of its weight. */
  weight: z.string().exactOptional(),
});
export type SensitiveLayer = z.infer<typeof sensitiveLayer>;

/** A range that integers stand for, and what it costs. */
export const grid = z.object({
  low: z.number(),
  high: z.number(),
  scale: z.number(),
  zeroPoint: z.number(),
  /** Share of the elements outside the range. */
  clipped: z.number(),
  /** In dB, expected of the distribution. */
  sqnr: real,
});
export type Grid = z.infer<typeof grid>;

const distribution = z.object({ low: z.number(), high: z.number(), counts: z.array(z.number()).readonly() });

/** The values that an activation takes in calibration, and how integers stand for them. */
export const tensorDistribution = z.object({
  tensor: z.string(),
  type: z.string(),
  symmetric: z.boolean(),
  histogram: distribution,
  /** The observer that was chosen; absent where the range was given or follows from the operator. */
  observer: z.string().exactOptional(),
  grid,
  /** What the observers would choose, each by its name. */
  observers: z.array(grid.extend({ observer: z.string() })).readonly(),
});
export type TensorDistribution = z.infer<typeof tensorDistribution>;

/** The values of a weight, and how integers stand for them. */
export const weightDistribution = z.object({
  tensor: z.string(),
  type: z.string(),
  histogram: distribution,
  /** Axis of the channels; absent for one scale. */
  axis: z.number().exactOptional(),
  /** One a channel, or one. */
  scales: z.array(z.number()).readonly(),
  zeroPoints: z.array(z.number()).readonly(),
  /** The least and the greatest integer that are used: a symmetric or reduced scheme leaves some of its type out. */
  integers: z.object({ low: z.number(), high: z.number() }),
  /**
   * The least and the greatest element that each scale stands for. They are those of the prepared model: what a batch
   * normalization was folded into differs from the user's file.
   */
  lows: z.array(z.number()).readonly(),
  highs: z.array(z.number()).readonly(),
  clipped: z.number(),
  error: layerError,
});
export type WeightDistribution = z.infer<typeof weightDistribution>;

/** What measuring will cost, said before it begins. */
export const sensitivityPlan = z.object({
  layers: z.number(),
  samples: z.number(),
  synthetic: z.boolean(),
  calibration: z.object({ runs: z.number(), seconds: z.number() }),
  symptom: z.object({ runs: z.number(), seconds: z.number() }).exactOptional(),
  cause: z
    .object({
      layers: z.number(),
      /** Runs of the whole model that it is worth; without keeping activations it would be `naiveRuns`. */
      runs: z.number(),
      naiveRuns: z.number(),
      seconds: z.number(),
    })
    .exactOptional(),
  seconds: z.number(),
  /** Bytes beside the models themselves. */
  memory: z.number(),
});
export type SensitivityPlan = z.infer<typeof sensitivityPlan>;

/** How far a ranking would be the same on other samples. */
export const stability = z.object({
  /** Spearman's rank correlation of the ranking of one half of the samples with that of the other; undefined as NaN. */
  halves: real,
  /** Bootstrap: the mean width of the 95 % intervals of the ranks. */
  rankWidth: real,
});
export type Stability = z.infer<typeof stability>;

/** Which layers of a model suffer from quantization. */
export const sensitivity = z.object({
  format: z.literal('whittle-sensitivity'),
  version: z.literal(1),
  created: z.string(),
  model: z.string(),
  pass: quantizePass,
  data: dataOptions.exactOptional(),
  options: sensitivityOptions,
  run: runOptions,
  samples: samplesUsed,
  plan: sensitivityPlan,
  layers: z.array(sensitiveLayer).readonly(),
  activations: z.array(tensorDistribution).readonly(),
  weights: z.array(weightDistribution).readonly(),
  /** Error at the outputs of the model quantized as a whole: as it was observed, and as it runs when nobody looks. */
  whole: z.object({ observed: z.array(outputDifference).readonly(), fused: outputEffect }).exactOptional(),
  stability: z.object({ symptom: stability.exactOptional(), cause: stability.exactOptional() }),
  /** Whether it ended before everything was measured that was asked for. */
  complete: z.boolean(),
  notes: z.array(text).readonly(),
  warnings: z.array(text).readonly(),
  timings: stageTimes,
});
export type Sensitivity = z.infer<typeof sensitivity>;

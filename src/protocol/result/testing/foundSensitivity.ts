import { message } from '../../messages/catalogue.ts';
import { quantizeStaticOptions } from '../../options/quantizeStatic.ts';
import { sensitivityOptions } from '../../options/sensitivity.ts';
import type { OutputEffect, SensitiveLayer, Sensitivity } from '../sensitivity.ts';

function effectOf(sqnr: number, top1: number): OutputEffect {
  return {
    sqnr,
    outputs: [{ output: 'logits', sqnr, cosine: 0.999, maximumError: 0.1 }],
    divergence: 0.00123,
    changed: 0.031,
    metrics: [{ name: message('metric.top-1', {}), unit: 'share', better: 'higher', before: 0.97, after: top1 }],
  };
}

/** Three layers: one that hurts, one of which less is known, and one whose quantization changes nothing; names with signs of CSV and JSON. */
const layers: readonly SensitiveLayer[] = [
  {
    ...{ node: 'c1', name: '/stem/conv, "first"', operator: 'Conv', origins: ['c1', 'bn1'], precision: 'integer' },
    ...{ macs: 1000, activations: ['x', 'c1'], weight: 'w1' },
    symptom: { sqnr: 31.25, cosine: 0.9996, relative: 0.027 },
    symptomRank: { rank: 2, low: 1, high: 2 },
    weights: { sqnr: 44, cosine: 1, relative: 0.006 },
    cause: effectOf(20.5, 0.9),
    causeRank: { rank: 1, low: 1, high: 2 },
    causeOfWeights: effectOf(40, 0.97),
  },
  {
    ...{ node: 'a1', name: '', operator: 'Add', origins: ['a1'], precision: 'float', activations: [] },
    symptom: { sqnr: 12.5, cosine: 0.97, relative: 0.24 },
    symptomRank: { rank: 1, low: 1, high: 2 },
  },
  {
    ...{ node: 'g1', name: '/head/Gemm', operator: 'Gemm', origins: [], precision: 'integer', activations: [] },
    symptom: { sqnr: Infinity, cosine: 1, relative: 0 },
    symptomRank: { rank: 3, low: 3, high: 3 },
    cause: { sqnr: Infinity, outputs: [], metrics: [] },
    causeRank: { rank: 2, low: 1, high: 2 },
  },
];

/** What was found out about three layers, as it is stored. */
export const foundSensitivity: Sensitivity = {
  ...{ format: 'whittle-sensitivity', version: 1, created: '2026-11-22T12:00:00.000Z', model: 'models/net.onnx' },
  pass: { pass: 'quantize-static', options: quantizeStaticOptions.parse({ observer: 'mse' }) },
  data: { kind: 'auto', path: 'data/calibration.npz' },
  options: sensitivityOptions.parse({}),
  run: { seed: 0 },
  samples: { source: 'data/calibration.npz', synthetic: false, count: 32, heldOut: true },
  plan: {
    ...{ layers: 3, samples: 32, synthetic: false, calibration: { runs: 100, seconds: 1.5 } },
    symptom: { runs: 64, seconds: 0.8 },
    cause: { layers: 2, runs: 40.4, naiveRuns: 64, seconds: 2.5 },
    ...{ seconds: 5, memory: 20e6 },
  },
  layers,
  activations: [],
  weights: [],
  whole: { observed: [{ output: 'logits', sqnr: 19, cosine: 0.99, maximumError: 0.2 }], fused: effectOf(18.5, 0.88) },
  stability: { symptom: { halves: 0.5, rankWidth: 1 }, cause: { halves: NaN, rankWidth: 1 } },
  complete: false,
  notes: [message('sensitivity.budget-layers', { count: 4 })],
  warnings: [message('sensitivity.unstable-symptom', { correlation: '0.50' })],
  timings: [{ stage: message('stage.opening', {}), seconds: 0.25 }],
};

import { readFileSync } from 'node:fs';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import type { MixedFront, MixedPoint } from '../../src/protocol/result/mixed.ts';
import { readReport } from '../../src/protocol/result/readReport.ts';
import type { Reduction } from '../../src/protocol/result/reduction.ts';
import type { Report } from '../../src/protocol/result/report.ts';
import { lowRank, prunedChannels, prunedWeights } from '../fixtures/reductions.ts';

/** Reports that the command line wrote: of a good result, of one below the floor, and of one on synthetic data. */
export function storedReport(name: 'digits' | 'belowFloor' | 'synthetic'): Report {
  const file = new URL(`../fixtures/reports/${name}.json`, import.meta.url);
  return readReport(readFileSync(file, 'utf8'), name);
}

/** A report on a model that a search for mixed precision made. */
export function mixedReport(): Report {
  const report = storedReport('digits');
  const { accuracy, latency, output, input } = report;
  const options = quantizeStaticOptions.parse({});
  const point = (id: number, value: number, kept: readonly string[]): MixedPoint => ({
    ...{
      id,
      options,
      change: id === 0 ? message('mixed.start', {}) : message('mixed.observers', { tensors: 'x' }),
      kept,
      value,
    },
    ...{ accuracy: accuracy!, latency: latency!, bytes: output.bytes, integerMacs: 1 - id / 50 },
    front: { latency: true, size: true },
  });
  const mixed: MixedFront = {
    measure: { name: message('metric.top-1', {}), unit: 'share', better: 'higher' },
    float: { value: 0.99, milliseconds: 2.4, bytes: input.bytes },
    points: [point(0, 0.113, []), point(1, 0.988, ['/fragile/Conv_output_0'])],
    chosen: 1,
    warnings: [],
  };
  return { ...report, mixed };
}

/** A report on a model that lost channels, weights and rank, and was not quantized. */
export function reducedReport(reductions: readonly Reduction[] = [prunedChannels, prunedWeights, lowRank]): Report {
  const { coverage: _, layers: __, output, ...report } = storedReport('digits');
  return { ...report, layers: [], reductions, output: { ...output, path: 'digits.pruned.onnx' } };
}

/** A report on a model that lost channels and was quantized then. */
export function prunedAndQuantizedReport(): Report {
  return { ...storedReport('digits'), reductions: [prunedChannels] };
}

/** A report on a model of so many nodes, whose names tell their position and whose operators take turns. */
export function largeReport(nodes: number): Report {
  const report = storedReport('digits');
  const coverage = report.coverage!;
  const { decisions } = coverage;
  const many = Array.from({ length: nodes }, (_, index) => {
    const like = decisions[index % decisions.length]!;
    const node = `/layer${index}/out`;
    return { ...like, node, name: `/layer${index}`, origins: [node], macs: (index * 7919) % nodes };
  });
  return { ...report, coverage: { ...coverage, decisions: many } };
}

import { describe, expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { ModelProfile, ProfiledNode } from '../../protocol/result/profile.ts';
import { type LayerPair, layerPairs } from './layerPairs.ts';

type Node = readonly [id: string, name: string, operator: string, milliseconds: number];

function withProfiles(one: readonly Node[], other: readonly Node[]): BenchmarkReport {
  const report = benchmarkReport();
  const [first, second] = report.variants;
  const profileOf = (nodes: readonly Node[]): ModelProfile => ({
    ...first!.profile!,
    nodes: nodes.map(([node, name, operator, milliseconds]): ProfiledNode => ({
      ...{ node, name, operator, milliseconds, runs: 'float', bytes: 0 },
    })),
  });
  return {
    ...report,
    variants: [
      { ...first!, profile: profileOf(one) },
      { ...second!, profile: { ...profileOf(other), overhead: [] } },
    ],
  };
}

const rows = (pairs: readonly LayerPair[]) =>
  pairs.map(({ kind, name, first, second }) => [kind, name, first?.milliseconds, second?.milliseconds]);

describe('layers of two variants beside each other', () => {
  it('are aligned by id, otherwise by names that are distinct', () => {
    const report = withProfiles(
      [
        ['a', 'conv', 'Conv', 4],
        ['b', 'twice', 'Relu', 1],
        ['c', 'twice', 'Relu', 2],
        ['d', 'head', 'Gemm', 3],
      ],
      [
        ['a', 'renamed', 'QLinearConv', 1],
        ['x', 'twice', 'Relu', 5],
        ['y', 'head', 'MatMul', 2],
      ],
    );
    expect(rows(layerPairs(report, 0, 1))).toEqual([
      ['layer', 'conv', 4, 1],
      ['layer', 'twice', 1, undefined],
      ['layer', 'twice', 2, undefined],
      ['layer', 'head', 3, 2],
      ['added', 'Relu', undefined, 5],
      ['overhead', 'ReorderOutput', 0.06, undefined],
    ]);
  });

  it('are not taken for the conversions that write their outputs in a quantized model', () => {
    const report = withProfiles(
      [
        ['out', 'conv', 'Conv', 4],
        ['norm', 'norm', 'BatchNormalization', 1],
      ],
      [
        ['q', 'q', 'QuantizeLinear', 0.1],
        ['raw', 'conv', 'Conv', 1],
        ['out', 'dq', 'DequantizeLinear', 0.2],
      ],
    );
    expect(rows(layerPairs(report, 0, 1)).slice(0, 4)).toEqual([
      ['layer', 'conv', 4, 1],
      ['layer', 'norm', 1, undefined],
      ['added', 'QuantizeLinear', undefined, 0.1],
      ['added', 'DequantizeLinear', undefined, 0.2],
    ]);
  });

  it('are still the convolution where a normalisation was folded into it, and it writes what that one wrote', () => {
    const report = withProfiles(
      [
        ['conv.out', 'conv', 'Conv', 4],
        ['norm.out', 'norm', 'BatchNormalization', 1],
      ],
      [['norm.out', 'conv', 'Conv', 2]],
    );
    expect(rows(layerPairs(report, 0, 1)).slice(0, 2)).toEqual([
      ['layer', 'conv', 4, 2],
      ['layer', 'norm', 1, undefined],
    ]);
  });

  it('have all times of both once', () => {
    const report = benchmarkReport();
    const pairs = layerPairs(report, 0, 1);
    const sum = (which: 'first' | 'second') =>
      pairs.reduce((total, pair) => total + (pair[which]?.milliseconds ?? 0), 0);
    expect(sum('first')).toBeCloseTo(report.variants[0]!.profile!.kernels, 9);
    expect(sum('second')).toBeCloseTo(report.variants[1]!.profile!.kernels, 9);
  });

  it('are none where one was not profiled', () => {
    expect(layerPairs(benchmarkReport(), 0, 2)).toEqual([]);
    expect(layerPairs(benchmarkReport(), 0, 99)).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { format } from '../../src/protocol/messages/catalogue.ts';
import type { BenchmarkVariant } from '../../src/protocol/result/benchmark.ts';
import { benchmarkReport } from '../../test/fixtures/benchmarkReport.ts';
import { benchmarkVerdict } from './verdict.ts';

const [original, integer, half, missing] = benchmarkReport().variants as [
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
];

function said(...variants: readonly BenchmarkVariant[]): string {
  return format(benchmarkVerdict(benchmarkReport({ variants })));
}

function slower(variant: BenchmarkVariant): BenchmarkVariant {
  const ratio = { median: 1.4, low: 1.3, high: 1.5, verdict: 'slower', blocks: 60 } as const;
  return { ...variant, timings: { ...variant.timings!, ratio } };
}

it('is about the one that gains most', () => {
  expect(said(original, half, integer, missing)).toMatch(/^Fastest is net\.int8\.onnx: 2\.68× faster .*3\.77× smaller/);
});

it('says the same of a single variant as its row', () => {
  expect(said(original, integer)).toMatch(/^net\.int8\.onnx: 2\.68× faster/);
  expect(said(original, half)).toMatch(/^net\.fp16\.onnx: no difference/);
  expect(said(original)).toMatch(/^net\.onnx: .*2\.95 ms/);
});

it('says that there is no gain, which is a result', () => {
  expect(said(original, half, half)).toBe('None of 2 variants differs in speed from net.onnx.');
  expect(said(original, half, slower(integer))).toBe('None of 2 variants is faster than net.onnx.');
  expect(said(original, missing, missing)).toBe('None of 2 variants could be compared with net.onnx.');
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { lowRank, prunedChannels } from '../../../test/fixtures/reductions.ts';
import { format } from '../../protocol/messages/wording.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { variantVerdict } from '../../protocol/result/benchmarkVerdict.ts';
import { readReport } from '../../protocol/result/readReport.ts';
import { summarize } from './resultSummary.ts';

const said = (text: Parameters<typeof format>[0] | undefined): string => (text === undefined ? '' : format(text));

describe('a model that was made', () => {
  const stored = (name: string) =>
    readReport(readFileSync(new URL(`../../../test/fixtures/reports/${name}.json`, import.meta.url), 'utf8'), name);

  it('is told by its verdict and the rows of its report', () => {
    const report = stored('digits');
    const { headline, figures, flagged } = summarize({ kind: 'compress', report, reportFile: 'a' });
    expect(said(headline)).toMatch(/smaller.*faster/);
    expect(figures.map(({ label, value }) => `${said(label)}: ${said(value)}`)[0]).toMatch(
      /^size: .* → .*, .* smaller$/,
    );
    expect(flagged).toBe(false);
  });

  it('is flagged below the floor', () => {
    expect(summarize({ kind: 'compress', report: stored('belowFloor'), reportFile: 'a' }).flagged).toBe(true);
  });
});

describe('a model that was pruned', () => {
  const digits = readReport(
    readFileSync(new URL('../../../test/fixtures/reports/digits.json', import.meta.url), 'utf8'),
    'digits',
  );

  it('is told by what went, where nothing was quantized', () => {
    const { coverage: _, ...report } = digits;
    const reductions = [prunedChannels, lowRank];
    const { headline, figures } = summarize({
      kind: 'compress',
      report: { ...report, reductions },
      reportFile: 'a',
    });
    expect(said(headline)).toMatch(/smaller.*faster/);
    const lines = figures.map(({ label, value }) => `${said(label)}: ${said(value)}`);
    expect(lines.filter((line) => /^(parameters|MACs)/.test(line))).toEqual([
      expect.stringMatching(/^parameters: 640.k → 120.k, 5\.33× less$/),
      expect.stringMatching(/^MACs: 12.M → 3\.5.M, 3\.43× less$/),
    ]);
  });

  it('is told before it is made, by what would go', () => {
    const { headline, figures, flagged } = summarize({ kind: 'preview', reduction: prunedChannels });
    expect(said(headline)).toBe('2 of 3 groups lose channels: 200 → 120.');
    expect(figures.map(({ label }) => said(label))).toEqual([
      ...['parameters', 'MACs', 'size (expected)', 'latency (expected)'],
    ]);
    expect(flagged).toBe(false);
  });
});

describe('a benchmark', () => {
  const report = benchmarkReport();
  const verdicts = (change: Partial<BenchmarkReport> = {}): readonly string[] => {
    const changed = benchmarkReport(change);
    return changed.variants.map((variant) => said(variantVerdict(variant, changed)));
  };

  it('is told by every variant but the original, with intervals, or no difference', () => {
    const [original, integer, half, missing] = verdicts();
    expect(original).toMatch(/ms a run/);
    expect(integer).toMatch(/× faster \([\d.]+ to [\d.]+\), .*× smaller/);
    expect(half).toMatch(/no difference in speed \([\d.]+ to [\d.]+\)/);
    expect(missing).not.toMatch(/faster|slower|difference/);
    const { headline, figures, flagged } = summarize({ kind: 'benchmark', report });
    expect(said(headline)).toContain(integer);
    expect(figures).toHaveLength(4);
    expect(flagged).toBe(true);
  });

  it('says of speed on made-up data that it is so', () => {
    const samples = { ...report.samples, synthetic: true };
    for (const verdict of verdicts({ samples }).slice(0, 2)) expect(verdict).toContain('on synthetic data');
  });

  it('turns a ratio of times into one of speed, with its ends the right way round', () => {
    const [original, integer] = report.variants;
    const ratio = { median: 0.5, low: 0.4, high: 0.8, verdict: 'faster', blocks: 9 } as const;
    const at = (changed: object): string => {
      const timings = { ...integer!.timings!, ratio: { ...ratio, ...changed } };
      const variants = [original!, { ...integer!, timings }];
      return said(variantVerdict(variants[1]!, benchmarkReport({ variants })));
    };
    expect(at({})).toContain('2× faster (1.25 to 2.5)');
    expect(at({ median: 2, low: 1.5, high: 3, verdict: 'slower' })).toContain('2× slower (1.5 to 3)');
  });

  it('of one model alone says how long it takes', () => {
    const variants = report.variants.slice(0, 1);
    const { headline } = summarize({ kind: 'benchmark', report: benchmarkReport({ variants }) });
    expect(said(headline)).toMatch(/ms a run/);
  });
});

it('of another kind of job has nothing to say, and fails not', () => {
  expect(summarize({ kind: 'providers', providers: ['cpu'] })).toEqual({ figures: [], warnings: [], flagged: false });
});

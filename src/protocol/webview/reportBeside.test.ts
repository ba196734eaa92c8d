import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { readReport } from '../result/readReport.ts';
import { reportBeside } from './reportBeside.ts';

const modelsOf = (found: ReturnType<typeof reportBeside>) => {
  if (found === undefined || found.kind === 'unreadable') throw new Error('no models');
  return found.models;
};

describe('a benchmark', () => {
  it('tells the original of its variants, with their ratios', () => {
    const models = modelsOf(reportBeside(benchmarkReport(), 'net.whittle-report.json', (file) => file === 'net.onnx'));
    expect(models.map(({ name, role, isOpen }) => [name, role, isOpen])).toEqual([
      ['net.int8.onnx', 'variant', false],
      ['net.fp16.onnx', 'variant', false],
      ['net.onnx (webgpu)', 'variant', true],
    ]);
    const [integer] = models;
    expect(integer).toMatchObject({ milliseconds: 1.1, latencyRatio: { median: 0.373, low: 0.369, high: 0.378 } });
    expect(integer!.sizeRatio).toBeCloseTo(690 / 2600, 12);
    expect(integer!.accuracy.map(({ code }) => code)).toEqual(['verdict.metric']);
    expect(models[2]!.failure?.code).toBe('performance.not-measured');
  });

  it('tells a variant of the original, which is not itself', () => {
    const models = modelsOf(reportBeside(benchmarkReport(), 'r.json', (file) => file === 'net.int8.onnx'));
    expect(models.map(({ role, isOpen }) => [role, isOpen])).toEqual([
      ['original', false],
      ['variant', true],
      ['variant', false],
      ['variant', false],
    ]);
    expect(models[0]).toMatchObject({ sizeRatio: 1, accuracy: [] });
  });

  it('tells nothing to a model that it is not about', () => {
    expect(reportBeside(benchmarkReport(), 'r.json', () => false)).toBeUndefined();
  });
});

describe('a report of a model that was made', () => {
  const folder = path.resolve(import.meta.dirname, '../../../test/fixtures/reports');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

  it.each(files)('gives the time of the result as a share of that of the original: %s', (file) => {
    const report = readReport(readFileSync(path.join(folder, file), 'utf8'), file);
    const [made, ...others] = modelsOf(reportBeside(report, file, (each) => each === report.input.path));
    expect(others).toEqual([]);
    expect(made).toMatchObject({ path: report.output.path, bytes: report.output.bytes, role: 'variant' });
    const { latency } = report;
    if (latency === undefined) {
      expect(made!.latencyRatio).toBeUndefined();
      return;
    }
    const { median, low, high } = made!.latencyRatio!;
    expect(median).toBeCloseTo(1 / latency.speedup.median, 12);
    expect(low).toBeLessThanOrEqual(median);
    expect(high).toBeGreaterThanOrEqual(median);
  });
});

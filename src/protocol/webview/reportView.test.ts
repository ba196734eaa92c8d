import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { format, message } from '../messages/catalogue.ts';
import { readReport } from '../result/readReport.ts';
import type { Report } from '../result/report.ts';
import { type ReportView, reportView } from './reportView.ts';

function stored(name: string): Report {
  return readReport(
    readFileSync(new URL(`../../../test/fixtures/reports/${name}.json`, import.meta.url), 'utf8'),
    name,
  );
}

function facts({ facts: all }: ReportView): Readonly<Record<string, string>> {
  const text = (value: Parameters<typeof format>[0] | string): string =>
    typeof value === 'string' ? value : format(value);
  return Object.fromEntries(all.map(({ label, value }) => [format(label), text(value)]));
}

it('travels as JSON without a loss, whatever the figures', () => {
  const report = stored('digits');
  const [output] = report.accuracy!.outputs;
  const view = reportView({
    ...report,
    accuracy: { ...report.accuracy!, outputs: [{ ...output!, sqnr: Infinity }] },
    floor: { measure: 'sqnr', required: 10, reached: NaN, passed: false },
  });
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  expect(format(view.summary.find(({ after }) => after === '∞ dB')!.label)).toBe('SQNR (n = 2000)');
});

it('gives every node its notes, also those of what is folded into it, each once', () => {
  const { nodes } = reportView(stored('digits')).coverage!;
  expect(nodes).toHaveLength(34);
  expect(nodes[0]).toMatchObject({ name: '/stem/conv/Conv', operator: 'Conv', precision: 'integer', macs: 225792 });
  expect(nodes[0]!.notes.map((note) => format(note))).toEqual([
    'Stands for /stem/conv/Conv_output_0, /stem/norm/BatchNormalization_output_0, folded into one.',
    'stem.conv.weight_quantized: stored as int8 with scales: 32',
    '/stem/conv/Conv_output_0.constant_quantized: stored as int32 with scales: 32',
  ]);
});

it('names a node by its output where it has no name', () => {
  const report = stored('digits');
  const coverage = report.coverage!;
  const [first, ...others] = coverage.decisions;
  const view = reportView({
    ...report,
    coverage: { ...coverage, decisions: [{ ...first!, name: '' }, ...others] },
  });
  expect(view.coverage!.nodes[0]!.name).toBe(first!.node);
});

it('says below the floor only of what is, with the figure and the floor', () => {
  expect(reportView(stored('digits')).belowFloor).toBeUndefined();
  expect(format(reportView(stored('belowFloor')).belowFloor!)).toBe(
    'BELOW THE FLOOR: 16.7 % of the answers unchanged, but 90 % is the least that is accepted.',
  );
});

it('says synthetic of the figure that is judged and of every range', () => {
  const view = reportView(stored('synthetic'));
  expect(format(view.belowFloor!)).toContain('SQNR 8.83 dB (synthetic data)');
  const notes = view.coverage!.nodes.flatMap((node) => node.notes).map((note) => format(note));
  const ranges = notes.filter((note) => note.includes('which stands for'));
  expect(ranges.length).toBeGreaterThan(100);
  expect(ranges.every((note) => note.endsWith('(range from synthetic data)'))).toBe(true);
  expect(notes.filter((note) => note.includes('stored as') && note.includes('synthetic'))).toEqual([]);
});

it('tells with what it was made', () => {
  const report = stored('belowFloor');
  expect(facts(reportView(report))).toEqual({
    original: 'digits.onnx · 2.55 MB',
    'SHA-256 of digits.onnx': report.input.sha256,
    result: 'digits.int8.onnx · 696 kB',
    'SHA-256 of digits.int8.onnx': report.output.sha256,
    'calibrated on': 'calibration.npz',
    'compared on': '60 samples from calibration.npz, held out from calibration',
    speed: '444 runs of both models in turns; intervals hold the median with 95 % confidence',
    versions: 'Whittle 0.1.0, onnxruntime 1.30.0, Node 20.20.2',
    machine: 'AMD EPYC, linux x64, 2 cores, 25.3 GB memory',
  });
});

it('tells the data files of a model apart from the model', () => {
  const report = stored('digits');
  const dataFiles = [{ path: 'weights.data', bytes: 2_500_000, sha256: 'abc' }];
  const view = reportView({ ...report, input: { ...report.input, dataFiles } });
  expect(facts(view)).toMatchObject({
    original: 'digits.onnx · 48.3 kB',
    'data file': 'weights.data · 2.5 MB',
    'SHA-256 of weights.data': 'abc',
  });
});

it('keeps what it does not measure out', () => {
  const { accuracy: _, latency: __, floor: ___, data: ____, ...rest } = stored('digits');
  const view = reportView(rest);
  expect(Object.keys(facts(view))).not.toContain('speed');
  expect(view.summary.map(({ label }) => label)).not.toContainEqual(message('summary.latency', { threads: 2 }));
});

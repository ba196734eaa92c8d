import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import { jobResult, type ResultOf } from '../../src/protocol/result/jobResult.ts';
import { report as reportSchema, type Report } from '../../src/protocol/result/report.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function readReport(file: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A calibration that takes a second. */
const quick = ['--calibration-samples', '40', '--data', digits.calibration];

describe('quantizing the sample statically', () => {
  it('makes a model that is smaller and as good, and a report that says so truly', async () => {
    const before = sha256(digits.model);
    const { code, out } = await whittle.run('quantize', digits.model, ...quick, '-o', 'small.onnx', '--seed', '1');
    expect(code).toBe(0);
    expect(whittle.files()).toEqual(['small.onnx', 'small.whittle-report.json']);
    expect(sha256(digits.model)).toBe(before);

    const report = readReport(whittle.at('small.whittle-report.json'));
    expect(report.input).toMatchObject({ bytes: statSync(digits.model).size, sha256: before });
    expect(report.output).toMatchObject({
      path: 'small.onnx',
      bytes: statSync(whittle.at('small.onnx')).size,
      sha256: sha256(whittle.at('small.onnx')),
    });
    expect(report.input.bytes / report.output.bytes).toBeGreaterThan(3);
    expect(report.coverage!.nodes).toMatchObject({ float: 0 });
    expect(report.accuracy?.samples).toMatchObject({ synthetic: false, heldOut: true });
    expect(report.accuracy?.agreement).toBeGreaterThan(0.95);
    expect(report.floor).toMatchObject({ measure: 'agreement', passed: true });
    expect(report.latency?.runs).toBeGreaterThan(5);
    expect(report.warnings.map(({ code: warning }) => warning)).not.toContain('verify.synthetic');

    for (const words of ['size', 'nodes on integers', 'agreement', 'latency', 'smaller', 'Written to small.onnx']) {
      expect(out).toContain(words);
    }
    const made = openModel(whittle.at('small.onnx'));
    made.close();
    const operators = [...made.graph.nodes].map(({ opType }) => opType);
    expect(operators.filter((operator) => operator === 'QuantizeLinear').length).toBeGreaterThan(10);
    expect(made.graph.inputs.map(({ name }) => name)).toEqual(['image']);
  });

  it('is the same every time', async () => {
    const settings = [...quick, '--no-latency'];
    await whittle.run('quantize', digits.model, ...settings, '-o', 'one.onnx');
    await whittle.run('quantize', digits.model, ...settings, '-o', 'two.onnx');
    expect(sha256(whittle.at('one.onnx'))).toBe(sha256(whittle.at('two.onnx')));
  });

  it('writes the whole result as JSON, and Markdown and external data where they are asked for', async () => {
    const { code, out } = await whittle.run(
      ...['quantize', digits.model, ...quick, '--no-latency', '--json', '-o', 'small.onnx'],
      ...['--report', 'r.json', '--markdown', 'r.md', '--html', 'r.html', '--external-data', 'always'],
    );
    expect(code).toBe(0);
    const result = jobResult.parse(JSON.parse(out)) as ResultOf<'compress'>;
    expect(result.report).toEqual(readReport(whittle.at('r.json')));
    expect(result.report.output.dataFiles).toHaveLength(1);
    const data = result.report.output.dataFiles[0]!;
    expect(data.sha256).toBe(sha256(whittle.at(data.path)));
    expect(whittle.files()).toEqual(['r.html', 'r.json', 'r.md', 'small.onnx', data.path].sort());
    expect(readFileSync(whittle.at('r.html'), 'utf8')).toMatch(/^<!DOCTYPE html>[^]*<h1>small.onnx<\/h1>/);
    expect(readFileSync(whittle.at('r.md'), 'utf8')).toContain('| --- | ---: | ---: | --- |');
    // The data file is found under the name that the model has for it.
    const { code: evaluated } = await whittle.run('evaluate', 'small.onnx', '--data-kind', 'synthetic');
    expect(evaluated).toBe(0);
  });

  it('keeps a result below the floor, flags it and ends with a code of its own', async () => {
    const { code, out } = await whittle.run(
      ...['quantize', digits.model, '--data-kind', 'synthetic', '--synthetic-count', '5'],
      ...['--no-latency', '--floor-sqnr', '200', '-o', 'small.onnx'],
    );
    expect(code).toBe(3);
    expect(out).toContain('BELOW THE FLOOR');
    expect(out).toContain('synthetic data');
    expect(whittle.files()).toEqual(['small.onnx', 'small.whittle-report.json']);
    const { floor, warnings } = readReport(whittle.at('small.whittle-report.json'));
    expect(floor).toMatchObject({ measure: 'sqnr', required: 200, passed: false });
    expect(warnings.map(({ code: warning }) => warning)).toEqual(['verify.below-sqnr', 'verify.synthetic']);
  });

  it('for another machine says that speed was not measured', async () => {
    await whittle.run('quantize', digits.model, ...quick, '--preset', 'tensorrt', '-o', 'small.onnx');
    const report = readReport(whittle.at('small.whittle-report.json'));
    expect(report.latency).toBeUndefined();
    expect(report.notes.map(({ code: note }) => note)).toContain('verify.foreign-target');
    expect(report.coverage!.target).toMatchObject({ preset: 'tensorrt', verified: false });
  });
});

describe('quantizing the sample dynamically', () => {
  it('needs no data, and leaves convolutions float', async () => {
    const { code } = await whittle.run(
      ...['quantize', digits.model, '--method', 'dynamic', '--no-latency', '-o', 'small.onnx'],
    );
    expect(code).toBe(0);
    const { coverage, accuracy } = readReport(whittle.at('small.whittle-report.json'));
    const of = (operator: string) => coverage!.decisions.filter((each) => each.operator === operator);
    expect(of('Gemm').every(({ precision }) => precision === 'integer')).toBe(true);
    expect(of('Conv').every(({ reason }) => reason.code === 'reason.dynamic-convolution')).toBe(true);
    expect(accuracy?.samples.synthetic).toBe(true);
  });
});

describe('before and after quantizing', () => {
  it('coverage tells what quantizing then does', async () => {
    const planned = await whittle.run('coverage', digits.model, '--json', '--exclude-operators', 'Gemm');
    const result = jobResult.parse(JSON.parse(planned.out)) as ResultOf<'coverage'>;
    expect(whittle.files()).toEqual([]);
    await whittle.run(
      ...['quantize', digits.model, ...quick, '--no-latency', '--exclude-operators', 'Gemm', '-o', 'small.onnx'],
    );
    const done = readReport(whittle.at('small.whittle-report.json'));
    expect(result.coverage.decisions).toEqual(done.coverage!.decisions);
    expect(result.coverage.decisions.filter(({ operator }) => operator === 'Gemm')).toMatchObject([
      { precision: 'float', reason: { code: 'reason.excluded-operator' } },
      { precision: 'float', reason: { code: 'reason.excluded-operator' } },
    ]);
  });

  it('evaluate measures a model, and compares two', async () => {
    const alone = await whittle.run('evaluate', digits.model, '--data', digits.calibration, '--json');
    const { evaluation } = jobResult.parse(JSON.parse(alone.out)) as ResultOf<'evaluate'>;
    expect(evaluation.samples.count).toBeGreaterThan(10);
    const both = await whittle.run(
      ...['evaluate', digits.model, '--data', digits.calibration, '--against', digits.model, '--json'],
    );
    const { comparison } = jobResult.parse(JSON.parse(both.out)) as ResultOf<'evaluate'>;
    expect(comparison?.outputs).toEqual([{ output: 'logits', sqnr: Infinity, cosine: 1, maximumError: 0 }]);
  });

  it('inspect shows what is in a model', async () => {
    const { code, out } = await whittle.run('inspect', digits.model, '--json');
    expect(code).toBe(0);
    const { inspection } = jobResult.parse(JSON.parse(out)) as ResultOf<'inspect'>;
    expect(inspection.inputs).toEqual([{ name: 'image', type: 'float32', dims: ['batch', 1, 28, 28] }]);
    expect(inspection.bytes).toBe(statSync(digits.model).size);
    expect(inspection.operators.reduce((sum, { count }) => sum + count, 0)).toBe(inspection.nodes);
    const weights = inspection.weights.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(weights).toBeLessThan(inspection.bytes);
    expect(weights).toBeGreaterThan(0.95 * inspection.bytes);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { takenPoint } from '../../src/protocol/result/mixedTable.ts';
import { readReport } from '../../src/protocol/result/readReport.ts';
import { fragileDigits } from '../fixtures/fragileModels.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

const settings = ['--data', digits.calibration, '--calibration-samples', '24', '-o', 'small.onnx'];

/** A model that plain static quantization breaks. */
function fragile(): string {
  const { model } = fragileDigits('range');
  saveModel(model, whittle.at('fragile.onnx'));
  model.close();
  return 'fragile.onnx';
}

describe('quantizing with mixed precision', () => {
  it('keeps float what must be, and says what was found on the way', async () => {
    const search = ['--mixed', '--floor', 'agreement=97', '--steps', '6', '--markdown', 'r.md'];
    const { code, out } = await whittle.run('quantize', fragile(), ...settings, ...search);
    expect(code).toBe(0);
    for (const words of ['Mixed precision', 'original', '(chosen)', 'everything on integers', 'in float']) {
      expect(out).toContain(words);
    }
    expect(whittle.files()).toEqual(['fragile.onnx', 'r.md', 'small.onnx', 'small.whittle-report.json']);
    const file = whittle.at('small.whittle-report.json');
    const { mixed, accuracy, output, coverage, recipe } = readReport(readFileSync(file, 'utf8'), file);
    const taken = takenPoint(mixed!)!;
    expect(mixed!.chosen).toBe(taken.id);
    expect(mixed!.points[0]!.value).toBeLessThan(0.5);
    expect(taken.value).toBeGreaterThanOrEqual(0.97);
    expect(accuracy).toEqual(taken.accuracy);
    expect(output.bytes).toBe(taken.bytes);
    expect(statSync(whittle.at('small.onnx')).size).toBe(taken.bytes);
    expect(coverage!.macs!.integer / coverage!.macs!.total).toBe(taken.integerMacs);
    expect(recipe.passes).toMatchObject([{ pass: 'quantize-mixed', search: { floor: 'agreement=97', steps: 6 } }]);
    const markdown = readFileSync(whittle.at('r.md'), 'utf8');
    expect(markdown).toContain('## Mixed precision');
    for (const node of taken.kept) expect(markdown).toContain(node.replaceAll('_', String.raw`\_`));
  }, 300_000);

  it('ends with the code of a result below the floor where no model meets it', async () => {
    const search = ['--mixed', '--floor', 'sqnr=200', '--steps', '1', '--no-latency'];
    const { code, out } = await whittle.run('quantize', digits.model, ...settings, ...search);
    expect(code).toBe(3);
    expect(out).toContain('BELOW THE FLOOR');
    expect(out).toContain('met the floor of sqnr=200');
    expect(out).toContain('(taken)');
  }, 120_000);

  it.each<[string, readonly string[], number, string]>([
    ['a floor without a search', ['--floor', 'top1=-0.5'], 2, '--floor does not apply here'],
    ['a floor that is none', ['--mixed', '--floor', 'good'], 2, '--floor must be like top1=-0.5'],
    ['another method', ['--mixed', '--method', 'dynamic'], 2, '--mixed is for static quantization'],
    ['a floor that the data does not allow', ['--mixed', '--floor', 'metric=-1'], 1, 'needs a metric of your own'],
  ])(
    'refuses %s',
    async (_what, more, expected, words) => {
      const { code, err } = await whittle.run('quantize', digits.model, ...settings, ...more);
      expect(code, err).toBe(expected);
      expect(err).toContain(words);
      expect(whittle.files()).toEqual([]);
    },
    120_000,
  );
});

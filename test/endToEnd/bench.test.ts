import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBenchmark, readStoredReport } from '../../src/protocol/result/readReport.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { floats, longs, npzBytes } from '../../src/engine/data/testing/numpyFiles.ts';
import { testDigits } from '../fixtures/digits.ts';
import { digits, Program } from './program.ts';

let whittle: Program;
const count = 60;
const quick = ['--seconds', '0.3', '--launches', '1', '--threads', '1', '--no-profile'];

beforeAll(async () => {
  whittle = await Program.build();
  const made = await whittle.run(
    ...['quantize', digits.model, '--data', digits.calibration, '--calibration-samples', '16'],
    ...['--no-latency', '-o', 'small.onnx'],
  );
  expect(made.code, made.err).toBe(0);
  await writeSamples(whittle.at('test.npz'));
  const other = new ModelBuilder();
  saveModel(other.output(other.node('Relu', [other.input('z', [1, 3])])).build(), whittle.at('other.onnx'));
}, 120_000);
afterAll(() => whittle.remove());

/** The first digits of the test data: all of them take long. */
async function writeSamples(file: string): Promise<void> {
  const image: number[] = [];
  const labels: number[] = [];
  for await (const sample of (await testDigits()).samples({ end: count })) {
    image.push(...(sample.feeds.get('image')!.data as Float32Array));
    labels.push(...sample.labels!);
  }
  writeFileSync(file, npzBytes({ image: floats([count, 1, 28, 28], image), labels: longs([count], labels) }));
}

const bench = (...args: readonly string[]) => whittle.run('bench', digits.model, ...args);
const text = (name: string): string => readFileSync(whittle.at(name), 'utf8');
function stored(name: string) {
  const report = readStoredReport(text(name), name);
  if (!isBenchmark(report)) throw new Error(`${name} is no benchmark`);
  return report;
}

describe('models beside each other', () => {
  it('are shown with what they cost and give, written in every form, and judged', { timeout: 120_000 }, async () => {
    const files = ['-o', 'r.whittle-report.json', '--html', 'r.html', '--markdown', 'r.md', '--csv', 'r.csv'];
    const conditions = ['size>0.5x', 'top1<-1', 'agreement<98%', 'macs>1x'].flatMap((each) => ['--fail-if', each]);
    const { code, out, err } = await bench('small.onnx', 'other.onnx', '--data', 'test.npz', ...quick, ...files);
    expect(code, err).toBe(0);
    for (const words of ['digits.onnx', 'small.onnx', 'top-1', '3.6', 'other.onnx has the input z']) {
      expect(out).toContain(words);
    }
    const { variants, samples } = stored('r.whittle-report.json');
    const [original, small, other] = variants;
    expect(samples).toMatchObject({ count, synthetic: false, heldOut: false });
    expect(original).toMatchObject({ name: 'digits.onnx', sparsity: 0, macs: { integer: 0 } });
    expect(original!.file.path.endsWith('samples/digits/digits.onnx')).toBe(true);
    expect(small!.file.path).toBe('small.onnx');
    expect(small!.macs!.integer / small!.macs!.total).toBeGreaterThan(0.9);
    expect(small!.accuracy!.worst).toHaveLength(10);
    expect(small!.timings!.ratio!.blocks).toBeGreaterThan(0);
    expect(original!.metrics[0]!.value).toBe(small!.accuracy!.metrics[0]!.before);
    expect(other!.failure).toMatchObject({ code: 'bench.input-unknown' });
    expect(other!.timings).toBeUndefined();
    expect(text('r.html')).toMatch(/^<!doctype html>/i);
    expect(text('r.md')).toContain('small.onnx');
    expect(text('r.csv').split('\r\n')[0]).toContain('p50');

    const again = await bench('small.onnx', '--data', 'test.npz', ...quick, '--json', 'again.json', ...conditions);
    expect([again.code, again.err.includes('Failed')]).toEqual([0, false]);
    expect(again.out).toContain('4 conditions');
    const timeless = (name: string) =>
      stored(name)
        .variants.slice(0, 2)
        .map(({ timings: _, ...rest }) => rest);
    expect(timeless('again.json')).toEqual(timeless('r.whittle-report.json'));
  });

  it('fail a build with an exit code of their own, and a line for each condition', { timeout: 120_000 }, async () => {
    const conditions = ['size>1kB', 'top1<-0.5', 'p50>1h'].flatMap((each) => ['--fail-if', each]);
    const refused = await bench('small.onnx', ...quick, ...conditions);
    expect([refused.code, refused.out]).toEqual([2, '']);
    const met = await bench('small.onnx', ...quick, '--json', '--fail-if', 'size>1kB', '--fail-if', 'top1<-0.5');
    expect(met.code).toBe(4);
    expect(JSON.parse(met.out)).toMatchObject({ kind: 'benchmark', report: { samples: { synthetic: true } } });
    const failures = met.err.split('\n').filter((line) => line.startsWith('Failed'));
    expect(failures).toEqual([
      expect.stringContaining('size>1kB. small.onnx has'),
      expect.stringContaining('top1<-0.5 cannot be judged for small.onnx: nothing was measured by labels'),
    ]);
  });

  it('are judged alone, too; a variant that fails is never passed', { timeout: 120_000 }, async () => {
    const alone = await bench(...quick, '--fail-if', 'size>100MB', '--fail-if', 'p50>60s');
    expect([alone.code, alone.err.includes('Failed')]).toEqual([0, false]);
    const failed = await bench('other.onnx', ...quick, '--fail-if', 'size>1GB');
    expect(failed.code).toBe(4);
    expect(failed.err).toContain('size>1GB cannot be judged for other.onnx');
  });
});

describe('what cannot be done is refused with what to do, and leaves nothing', () => {
  it.each<[string, readonly string[], string]>([
    ['no such variant', ['nowhere.onnx'], 'no file nowhere.onnx'],
    ['an empty variant', ['empty.onnx'], 'empty.onnx is empty'],
    ['a variant of something else', ['text.onnx'], 'text.onnx'],
    ['data that is not there', ['--data', 'nowhere.npz'], 'nowhere.npz'],
    ['a file in no folder', ['--html', 'no/r.html'], 'does not exist'],
    ['a file that is there', ['--csv', 'text.onnx'], '--force'],
    ['a file that is a variant', ['small.onnx', '--csv', 'small.onnx', '--force'], 'part of what the job reads'],
    ['a module that is no metric', ['--metric', 'text.onnx'], 'text.onnx'],
  ])('%s', { timeout: 60_000 }, async (_what, args, words) => {
    writeFileSync(whittle.at('empty.onnx'), '');
    writeFileSync(whittle.at('text.onnx'), 'export default 1;\n'.repeat(5));
    const before = whittle.files();
    const { code, out, err } = await bench(...args, ...quick);
    expect(code, err).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
    expect(whittle.files()).toEqual(before);
  });
});

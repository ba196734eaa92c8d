import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { hostToken } from '../protocol/partName.ts';
import { version } from '../protocol/version.ts';
import { exitCode } from './exitCode.ts';
import { run } from './run.ts';

const worker = fileURLToPath(new URL('../../test/fixtures/fakeWorker.mjs', import.meta.url));

async function whittle(line: string, signal = new AbortController().signal) {
  let out = '';
  let err = '';
  const code = await run(line.split(' '), {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    worker,
    signal,
  });
  return { code, out, err };
}

beforeAll(() => {
  process.env['WHITTLE_TEST_HOST'] = hostToken();
});

describe('help and version', () => {
  it.each([
    '--help',
    'inspect --help',
    'propose --help',
    'quantize --help',
    'prune --help',
    'curves --help',
    'factorize --help',
    'run --help',
    'recipe --help',
    'coverage --help',
    'sensitivity --help',
    'profile --help',
    'evaluate --help',
    'bench --help',
  ])('%s', async (line) => {
    const { code, out, err } = await whittle(line);
    expect(code).toBe(exitCode.success);
    expect(err).toBe('');
    await expect(out).toMatchFileSnapshot(`./__snapshots__/${line.replace(' --help', '').replace('--', '')}.txt`);
  });

  it('says its version', async () => {
    expect(await whittle('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('a job', () => {
  it('writes its result to standard output and its progress to standard error', async () => {
    const { code, out, err } = await whittle('coverage succeed');
    expect(code).toBe(exitCode.success);
    expect(out).toContain('1 of 1 nodes run on integers');
    expect(err.split('\n').filter((line) => line.includes('%'))).toHaveLength(2);
  });

  it('writes its result as JSON where that is asked for', async () => {
    const { out } = await whittle('coverage succeed --json');
    expect(JSON.parse(out)).toMatchObject({ kind: 'coverage', coverage: { nodes: { integer: 1 } } });
  });

  it.each<[string, string, number, string]>([
    ['that fails for a reason one can act on', 'coverage refuse', exitCode.failed, 'Error: x is empty.'],
    ['whose process crashes', 'coverage segfault', exitCode.failed, 'onnxruntime crashed (SIGSEGV)'],
    ['that meets a defect', 'coverage stumble', exitCode.defect, 'This is a defect of Whittle'],
  ])('%s', async (_what, line, code, words) => {
    const found = await whittle(line);
    expect(found.code).toBe(code);
    expect(found.out).toBe('');
    expect(found.err).toContain(words);
    expect(found.err.includes('    at ')).toBe(code === exitCode.defect);
  });

  it('that fails says so in JSON too', async () => {
    const { code, out } = await whittle('coverage refuse --json');
    expect(code).toBe(exitCode.failed);
    expect(JSON.parse(out)).toEqual({
      error: { code: 'onnx.empty', args: { file: 'x' }, message: 'x is empty. Download or export the model again.' },
    });
  });

  it('that is cancelled ends with the code of an interrupt', async () => {
    const controller = new AbortController();
    const running = whittle('quantize hang --method dynamic -o /tmp/never-written.onnx', controller.signal);
    setTimeout(() => controller.abort(), 300);
    expect(await running).toMatchObject({ code: exitCode.cancelled, out: '' });
  });
});

describe('a command line that is not understood', () => {
  it.each<[string, string]>([
    ['quantise model.onnx', "unknown command 'quantise'"],
    ['quantize', "missing required argument 'model'"],
    ['quantize m.onnx --observr mse', 'Did you mean --observer'],
    ['quantize m.onnx --observer max', '--observer must be one of min-max'],
    ['quantize m.onnx --method dynamic --observer mse', '--observer does not apply here'],
    ['quantize m.onnx --allow-convolutions', '--allow-convolutions does not apply here'],
    ['quantize m.onnx --held-out 1', '--held-out must be below 1'],
    ['quantize m.onnx --image-scale 2', '--data is needed'],
    ['evaluate m.onnx', 'Give some: --data'],
    ['sensitivity m.onnx --budget 0', '--budget must be above 0'],
    ['sensitivity m.onnx --budget 0s', '--budget must be above 0'],
    ['sensitivity m.onnx --budget soon', '--budget must be a number'],
    ['sensitivity m.onnx --method slowly', '--method must be one of static, dynamic'],
    ['sensitivity m.onnx --method symptom --apart', '--apart does not apply here'],
    ['sensitivity m.onnx --plan --csv x.csv', '--csv does not apply here'],
    ['sensitivity m.onnx --csv x.json --json x.json', 'Two results would be written to x.json'],
    ['sensitivity --json', "missing required argument 'model'"],
    ['prune', "missing required argument 'model'"],
    ['prune m.onnx --ratio 1', '--ratio must be below 1'],
    ['prune m.onnx --ratio 0', '--ratio must be above 0'],
    ['prune m.onnx --ratio half', '--ratio must be a number'],
    ['prune m.onnx --kind both', '--kind must be one of channels, weights'],
    ['prune m.onnx --criterion wanda', '--criterion must be one of l1, l2'],
    ['prune m.onnx --kind weights --criterion l1', '--weight-criterion must be one of magnitude, wanda'],
    ['prune m.onnx --kind weights --pattern 2:4:8', '--pattern must be free, a pattern such as 2:4'],
    ['prune m.onnx --kind weights --layer-sparsity /a=1', 'In --layer-sparsity, /a must be below 1'],
    ['prune m.onnx --kind weights --ratio 0.5', '--ratio does not apply here'],
    ['prune m.onnx --sparsity 0.5', '--sparsity does not apply here'],
    ['prune m.onnx --group-ratios /a=2', 'In --group-ratios, /a must be below 1'],
    ['prune m.onnx --group-ratios /a', '--group-ratios'],
    ['prune m.onnx --plan -o x.onnx', '--output does not apply here'],
    ['prune m.onnx --plan --save-recipe x.json', '--save-recipe does not apply here'],
    ['factorize m.onnx --rank half', '--rank must be a rank, or energy=, macs= or error='],
    ['factorize m.onnx --rank energy=1.5', '--rank must be a rank'],
    ['factorize m.onnx --plan --markdown x.md', '--markdown does not apply here'],
    ['bench', "missing required argument 'models'"],
    ['bench m.onnx --seconds 0', '--seconds must be above 0'],
    ['bench m.onnx --launches 1.5', '--launches must be a whole number'],
    ['bench m.onnx --fail-if fast', 'is no condition'],
    ['bench m.onnx --fail-if p5O>1ms', 'there is no measure p5O'],
    ['bench m.onnx --fail-if p50>1.05x', 'there is no variant'],
    ['bench m.onnx --fail-if agreement<99', 'there is no variant'],
    ['bench m.onnx n.onnx --csv x.json --json x.json', 'Two results would be written to x.json'],
  ])('%s', async (line, words) => {
    const { code, out, err } = await whittle(line);
    expect(code).toBe(exitCode.usage);
    expect(out).toBe('');
    expect(err).toContain(words);
  });
});

import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { RecipeFile } from '../../src/protocol/recipes/recipeFile.ts';
import { jobResult, type ResultOf } from '../../src/protocol/result/jobResult.ts';
import { readReport } from '../../src/protocol/result/readReport.ts';
import type { Report } from '../../src/protocol/result/report.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function report(name: string): Report {
  return readReport(readFileSync(whittle.at(name), 'utf8'), name);
}

/** Puts the sample and a recipe where the program runs. */
function prepare(recipe?: RecipeFile): void {
  for (const file of [digits.model, digits.calibration]) copyFileSync(file, whittle.at(path.basename(file)));
  if (recipe !== undefined) writeFileSync(whittle.at('r.whittle.json'), JSON.stringify(recipe));
}

const narrow = {
  pass: 'prune-channels',
  options: { ratio: 0.3, channelMultiple: 8, calibrationSamples: 24, repair: 'refit' },
} as const;
const integer = { pass: 'quantize-static', options: { calibrationSamples: 24 } } as const;
const beside = { kind: 'npz', path: 'calibration.npz' } as const;
const quick = { latency: false } as const;
const inOneRun: RecipeFile = {
  name: 'both',
  passes: [narrow, integer],
  data: beside,
  verify: quick,
  run: { threads: 1 },
};

describe('a recipe that prunes and quantizes', () => {
  it('does both in one run, says both in its report, and makes the same bytes every time', async () => {
    prepare(inOneRun);
    const args = ['run', 'r.whittle.json', 'digits.onnx', '--markdown', 'r.md', '--html', 'r.html'];
    const { code, out, err } = await whittle.run(...args);
    expect(code, err).toBe(0);
    const { reductions = [], coverage, accuracy, input, output } = report('digits.r.whittle-report.json');
    const [channels] = reductions;
    if (channels?.kind !== 'channels') throw new Error('no channels went');
    expect(reductions).toHaveLength(1);
    expect(channels.parameters.after).toBeLessThan(0.8 * channels.parameters.before);
    expect(channels.macs!.after).toBeLessThan(0.8 * channels.macs!.before);
    for (const { channels: left } of channels.groups) expect(left.after).toBeGreaterThan(0);
    expect(coverage!.nodes.integer).toBeGreaterThan(20);
    // Weights of a quarter of the bytes, and fewer of them.
    expect(output.bytes).toBeLessThan(0.25 * input.bytes);
    expect(accuracy!.agreement).toBeGreaterThan(0.9);
    for (const words of [/^parameters .*less$/m, /^MACs on integers/m, /^Channels: \d+ of \d+ groups/m]) {
      expect(out).toMatch(words);
    }
    expect(readFileSync(whittle.at('r.md'), 'utf8')).toMatch(/^## Channels$[^]*^## What runs on integers$/m);
    expect(readFileSync(whittle.at('r.html'), 'utf8')).toContain('groups lose channels');

    const again = await whittle.run('run', 'r.whittle.json', 'digits.onnx', '-o', 'again.onnx');
    expect(again.code, again.err).toBe(0);
    expect(sha256(whittle.at('again.onnx'))).toBe(sha256(whittle.at('digits.r.onnx')));
  }, 240_000);

  it('leaves nothing when it is cancelled', async () => {
    prepare(inOneRun);
    const before = whittle.files();
    const { child, ended } = whittle.start(['run', 'r.whittle.json', 'digits.onnx']);
    let said = '';
    await new Promise<void>((resolve) => {
      child.stderr!.on('data', (text: string) => {
        said += text;
        // Reading is over, and the passes have begun.
        if (said.split('\n').length > 2) resolve();
      });
    });
    process.kill(-child.pid!, 'SIGINT');
    const { code } = await ended;
    expect(code).toBe(130);
    expect(whittle.files()).toEqual(before);
  }, 60_000);
});

describe('whittle prune', () => {
  it('says what would go, what stays and why, and what that saves, and writes nothing', async () => {
    prepare();
    const before = whittle.files();
    const plan = ['prune', 'digits.onnx', '--plan', '--ratio', '0.5', '--channel-multiple', '4'];
    const { code, out, err } = await whittle.run(...plan);
    expect(code, err).toBe(0);
    for (const words of [/^produced by +read by +channels/m, /^Left as it is$/m, /^size \(expected\)/m]) {
      expect(out).toMatch(words);
    }
    expect(out).toMatch(/Nothing was written\.\n$/);
    const { reduction } = jobResult.parse(
      JSON.parse((await whittle.run(...plan, '--json')).out),
    ) as ResultOf<'preview'>;
    expect(reduction.parameters.after).toBeLessThan(0.6 * reduction.parameters.before);
    expect(reduction.untouched.map(({ name }) => name).join(' ')).toContain('classify');
    expect(whittle.files()).toEqual(before);
  }, 120_000);

  it('makes a file without its zeros, from which the same weights are pruned again', async () => {
    prepare();
    const weights = ['--kind', 'weights', '--exclude-nodes', '*/depthwise/*,/stem/*', '--no-latency'];
    const first = await whittle.run(
      'prune',
      'digits.onnx',
      ...weights,
      '--sparsity',
      '0.7',
      '--save-recipe',
      'r.whittle.json',
    );
    expect([0, 3], first.err).toContain(first.code);
    const made = report('digits.pruned.whittle-report.json');
    expect(made.coverage).toBeUndefined();
    expect(made.output.bytes).toBeLessThan(0.45 * made.input.bytes);
    expect(made.reductions).toMatchObject([{ kind: 'weights' }]);
    expect(first.out).toMatch(/^weights that are zero +0\W% +\d+/m);

    await whittle.run('run', 'r.whittle.json', 'digits.onnx', '-o', 'again.onnx');
    expect(sha256(whittle.at('again.onnx'))).toBe(sha256(whittle.at('digits.pruned.onnx')));

    // What is stored without its zeros is opened as it was, and quantized like any other model.
    const int8 = await whittle.run(
      'quantize',
      'digits.pruned.onnx',
      '--method',
      'dynamic',
      '--no-latency',
      '-o',
      'i.onnx',
    );
    expect(int8.code, int8.err).toBe(0);
    expect(report('i.whittle-report.json').coverage!.nodes.integer).toBeGreaterThan(0);
  }, 240_000);

  it.each<[string, readonly string[], number, RegExp]>([
    ['globs that match nothing', ['--include-nodes', '/nowhere/*'], 1, /No layer of digits\.onnx is called \/nowhere/],
    ['shares of layers that do not exist', ['--kind', 'weights', '--layer-sparsity', '/nowhere=0.5'], 1, /nowhere/],
    ['a criterion without the data that it needs', ['--kind', 'weights', '--criterion', 'wanda'], 1, /needs samples/],
    ['repair without the data that it needs', ['--repair', 'refit'], 1, /needs samples/],
    ['a threshold and a pattern', ['--kind', 'weights', '--pattern', '2:4', '--threshold', '0.1'], 1, /2:4/],
    ['a pattern that keeps everything', ['--kind', 'weights', '--pattern', '4:2'], 1, /4:2/],
    ['data that is not there', ['--data', 'gone.npz'], 1, /gone\.npz/],
  ])('refuses %s, and leaves nothing', async (_what, args, expected, words) => {
    prepare();
    const before = whittle.files();
    const { code, err } = await whittle.run('prune', 'digits.onnx', '--no-latency', ...args);
    expect(code, err).toBe(expected);
    expect(err).toMatch(words);
    expect(err).not.toMatch(/^ {4}at /m);
    expect(whittle.files()).toEqual(before);
  });
});

it('notes names in options that fit nothing', async () => {
  prepare();
  const names = ['--group-ratios', '/nowhere=0.5', '--exclude-nodes', '/elsewhere/*'];
  const { code, out, err } = await whittle.run(
    ...['prune', 'digits.onnx', '--plan', '--repair', 'none', '--channel-multiple', '8', ...names],
  );
  expect(code, err).toBe(0);
  for (const name of ['/nowhere', '/elsewhere/*'])
    expect(out).toMatch(new RegExp(`^Note: .*${name.replace('*', '\\*')}`, 'm'));
}, 60_000);

describe('whittle factorize', () => {
  it('replaces layers by two, and says rank and error of each', async () => {
    prepare();
    const layers = ['--include-nodes', '/residual3/*', '--rank', 'macs=0.5', '--no-only-faster'];
    const data = ['--data', 'calibration.npz', '--calibration-samples', '32', '--no-latency'];
    const { code, err } = await whittle.run('factorize', 'digits.onnx', ...layers, ...data);
    expect([0, 3], err).toContain(code);
    const [reduction] = report('digits.low-rank.whittle-report.json').reductions ?? [];
    if (reduction?.kind !== 'low-rank') throw new Error('nothing was factorized');
    const applied = reduction.layers.filter((each) => each.applied);
    expect(applied.length).toBeGreaterThan(0);
    for (const { rank, fullRank, macs } of applied) {
      expect(rank).toBeLessThan(fullRank);
      expect(macs.after).toBeLessThan(macs.before);
    }
    const [made, original] = [openModel(whittle.at('digits.low-rank.onnx')), openModel(digits.model)];
    const count = (model: typeof made): number =>
      [...model.graph.nodes].filter(({ opType }) => opType === 'Conv').length;
    expect(count(made)).toBe(count(original) + applied.length);
    for (const model of [made, original]) model.close();
  }, 120_000);

  it('says that nothing would be gained, where that is so', async () => {
    prepare();
    const { code, err } = await whittle.run('factorize', 'digits.onnx', '--include-operators', 'LSTM');
    expect(code).toBe(1);
    expect(err).toContain('The pass factorize finds nothing to take away from');
  }, 60_000);
});

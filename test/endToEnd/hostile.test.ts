import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../src/jobs/leftovers.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

/** The first bytes of a .npy file (format 1.0) of float32 zeros. */
function npy(shape: readonly number[]): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(117)}\n`;
  const elements = shape.reduce((product, dim) => product * dim, 1);
  const start = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([header.length, 0])]);
  return new Uint8Array(Buffer.concat([start, Buffer.from(header), Buffer.alloc(4 * elements)]));
}

async function refusal(...args: readonly string[]): Promise<string> {
  const before = whittle.files();
  const { code, out, err } = await whittle.run(...args);
  expect(code, err).toBe(1);
  expect(out).toBe('');
  expect(err).not.toContain('    at ');
  expect(whittle.files()).toEqual(before);
  return err;
}

describe('what cannot be done is refused with what to do, and leaves nothing', () => {
  const quantize = (...more: readonly string[]) => ['quantize', digits.model, '-o', 'small.onnx', ...more];

  it.each<[string, (at: (name: string) => string) => readonly string[], string]>([
    ['no such model', () => ['quantize', 'nowhere.onnx', '--data', digits.calibration], 'no file nowhere.onnx'],
    ['no data', () => quantize(), 'needs samples'],
    ['data that is not there', () => quantize('--data', 'nowhere.npz'), 'nowhere.npz'],
    [
      'a folder without data',
      (at) => quantize('--data', (mkdirSync(at('empty')), 'empty')),
      'no data that can be read',
    ],
    [
      'an output in no folder',
      () => [...quantize('--data', digits.calibration), '-o', 'no/small.onnx'],
      'does not exist',
    ],
    [
      'settings of another kind of data',
      () => quantize('--data', digits.calibration, '--image-scale', '2'),
      'has no setting preprocessing',
    ],
  ])('%s', async (_what, args, words) => {
    expect(await refusal(...args((name) => whittle.at(name)))).toContain(words);
  });

  it('a model that was cut off', async () => {
    copyFileSync(digits.model, whittle.at('cut.onnx'));
    truncateSync(whittle.at('cut.onnx'), 1_000_000);
    expect(await refusal('quantize', 'cut.onnx', '--data', digits.calibration)).toMatch(/cut\.onnx is damaged/);
    expect(await refusal('inspect', 'cut.onnx')).toMatch(/cut\.onnx is damaged/);
  });

  it('a file that is no model', async () => {
    writeFileSync(whittle.at('notes.onnx'), 'These are notes.');
    expect(await refusal('inspect', 'notes.onnx')).toContain('notes.onnx');
  });

  it('arrays with other names than the inputs', async () => {
    writeFileSync(whittle.at('wrong.npz'), zipSync({ 'a.npy': npy([4, 1, 28, 28]), 'b.npy': npy([4, 10]) }));
    expect(await refusal(...quantize('--data', 'wrong.npz'))).toContain('nothing for input "image"');
  });

  it('an output that exists, unless it may be replaced', async () => {
    writeFileSync(whittle.at('small.onnx'), 'precious');
    const settings = ['--data', digits.calibration, '--calibration-samples', '10', '--no-latency'];
    expect(await refusal(...quantize(...settings))).toContain('--force');
    expect(readFileSync(whittle.at('small.onnx'), 'utf8')).toBe('precious');
    expect((await whittle.run(...quantize(...settings, '--force'))).code).toBe(0);
    expect(readFileSync(whittle.at('small.onnx')).length).toBeGreaterThan(100_000);
  });

  it('an output that is the model itself, or its data, even if it may be replaced', async () => {
    copyFileSync(digits.model, whittle.at('own.onnx'));
    copyFileSync(digits.calibration, whittle.at('own.npz'));
    const settings = ['quantize', 'own.onnx', '--data', 'own.npz', '--force'];
    expect(await refusal(...settings, '-o', 'own.onnx')).toContain('never changes its input');
    expect(await refusal(...settings, '-o', 'own.npz')).toContain('part of what the job reads');
    expect(await refusal(...settings, '-o', 'small.onnx', '--report', 'own.onnx')).toContain(
      'part of what the job reads',
    );
  });

  it('a place where nothing can be written', async () => {
    // Closed to everybody, whoever runs the tests.
    const closed = process.platform === 'linux' ? '/proc' : '/dev';
    expect(await refusal('quantize', digits.model, '--data', digits.calibration, '-o', `${closed}/s.onnx`)).toContain(
      'cannot be written',
    );
  });

  it('a metric that is broken', async () => {
    writeFileSync(whittle.at('metric.mjs'), 'export default { name: "m" };');
    const settings = ['evaluate', digits.model, '--data', digits.calibration, '--metric', whittle.at('metric.mjs')];
    expect(await refusal(...settings)).toContain('metric.mjs');
  });
});

/** The background process of a program that runs. */
async function workerOf(pid: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const children = listChildren(pid);
    if (children[0] !== undefined) return children[0];
    await pause(20);
  }
  return expect.fail('there is no background process');
}

function listChildren(pid: number): readonly number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  return all
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!);
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !condition(); tries++) await pause(20);
  expect(condition()).toBe(true);
}

describe('a job that is interrupted', () => {
  const long = ['quantize', digits.model, '--data', digits.test, '--observer', 'entropy', '-o', 'small.onnx'];

  it('by Ctrl-C ends at once, both processes, and leaves nothing', async () => {
    const { child, ended } = whittle.start(long);
    const worker = await workerOf(child.pid!);
    await until(() => whittle.files().length >= 2);
    await pause(500);
    const start = performance.now();
    process.kill(-child.pid!, 'SIGINT');
    const { code, err } = await ended;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(err).toContain('Cancelled');
    expect(isAlive(worker)).toBe(false);
    expect(whittle.files()).toEqual([]);
  });

  it('by the death of the program takes the background process with it, and leaves nothing', async () => {
    const { child, ended } = whittle.start(long);
    const worker = await workerOf(child.pid!);
    await until(() => whittle.files().length >= 2);
    await pause(500);
    process.kill(child.pid!, 'SIGKILL');
    await ended;
    await until(() => !isAlive(worker));
    expect(whittle.files()).toEqual([]);
  });

  it('by the death of the background process says so, and the next one works', async () => {
    const { child, ended } = whittle.start(long);
    const worker = await workerOf(child.pid!);
    await until(() => whittle.files().length >= 2);
    await pause(500);
    process.kill(worker, 'SIGSEGV');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('onnxruntime crashed (SIGSEGV)');
    expect(whittle.files()).toEqual([]);
    expect((await whittle.run('inspect', path.resolve(digits.model))).code).toBe(0);
  });

  it('by the death of everything is tidied up by the next', async () => {
    const { child, ended } = whittle.start(long);
    const worker = await workerOf(child.pid!);
    await until(() => whittle.files().length >= 2);
    process.kill(child.pid!, 'SIGSTOP');
    process.kill(worker, 'SIGKILL');
    process.kill(child.pid!, 'SIGKILL');
    await ended;
    await until(() => !isAlive(worker));
    expect(whittle.files().length).toBeGreaterThanOrEqual(2);
    const settings = ['--calibration-samples', '10', '--no-latency', '-o', 'small.onnx'];
    expect((await whittle.run('quantize', digits.model, '--data', digits.calibration, ...settings)).code).toBe(0);
    expect(whittle.files()).toEqual(['small.onnx', 'small.whittle-report.json']);
  });
});

import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builds } from '../../esbuild.mjs';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';
import { looping } from '../../test/fixtures/nestedGraphs.ts';
import { measureModels, type MeasureOptions } from '../engine/benchmark/measureModels.ts';
import type { LoadRequest, Resident } from '../engine/benchmark/resident.ts';
import { saveModel } from '../engine/onnx/save.ts';
import type { DenseTensor } from '../engine/onnx/tensor.ts';
import { isAlive } from '../jobs/leftovers.ts';
import { benchmarkOptions } from '../protocol/options/benchmark.ts';
import { UserError } from '../protocol/userError.ts';
import { residentsOf } from './startResident.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = path.join(root, '.cache');
let bundle: string;
let folder: string;
let worker: string;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  bundle = mkdtempSync(path.join(cache, 'resident-'));
  folder = mkdtempSync(path.join(os.tmpdir(), 'resident-'));
  worker = path.join(bundle, 'worker.js');
  const [processes] = builds;
  await build({ ...processes, absWorkingDir: root, entryPoints: { worker: 'src/worker/main.ts' }, outdir: bundle });
  const net = new ModelBuilder();
  const product = net.node('MatMul', [net.input('x', [1, 64]), net.matrix(64, 64)]);
  saveModel(net.output(product).build(), path.join(folder, 'product.onnx'));
});
afterAll(() => {
  rmSync(bundle, { recursive: true });
  rmSync(folder, { recursive: true });
});

function request(more: Partial<LoadRequest> = {}): LoadRequest {
  return {
    ...{ file: path.join(folder, 'product.onnx'), provider: 'cpu', threads: 1, spinning: true, fallback: true },
    feeds: new Map([['x', { type: 'float32', dims: [1, 64], data: new Float32Array(64).fill(1) }]]),
    ...more,
  };
}

async function withResident(use: (resident: Resident) => Promise<void>, program = worker): Promise<void> {
  const resident = await residentsOf(program)();
  try {
    await use(resident);
  } finally {
    await resident.stop();
  }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.fail('it should have failed'),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).detail.code;
}

/** A program that behaves in one way whatever it is asked. */
function program(name: string, body: string): string {
  const file = path.join(bundle, `${name}.mjs`);
  writeFileSync(file, `process.on('message', () => { ${body} });`);
  return file;
}

describe('a process that holds a model', () => {
  it('tells what loading took, and runs for as long as it is asked', async () => {
    await withResident(async (resident) => {
      const loaded = await resident.load(request());
      expect(loaded.session).toBeGreaterThan(0);
      expect(loaded.firstRun).toBeGreaterThan(0);
      expect(loaded.memoryBefore).toBeGreaterThan(20e6);
      expect(loaded.memoryPeak).toBeGreaterThan(loaded.memoryBefore);
      const block = await resident.run(30);
      const sum = block.times.reduce((total, time) => total + time, 0);
      expect(block.times.length).toBeGreaterThan(10);
      expect(sum).toBeLessThan(60);
      expect(block.use).toBeGreaterThan(loaded.use);
      expect(block.memoryPeak).toBeGreaterThanOrEqual(loaded.memoryPeak);
      // One run is the least, however short the block.
      expect((await resident.run(0)).times).toHaveLength(1);
    });
  });

  it('computes nothing before it is asked again, spinning threads included', async () => {
    await withResident(async (resident) => {
      await resident.load(request({ threads: 2 }));
      await resident.run(30);
      await pause(300);
      const { idleUse } = await resident.run(10);
      expect(idleUse).toBeLessThan(0.1);
    });
  });

  it('says what is wrong with a model or a provider, and lives on', async () => {
    await withResident(async (resident) => {
      const broken = path.join(folder, 'broken.onnx');
      writeFileSync(broken, 'no model');
      expect(await codeOf(resident.load(request({ file: broken })))).toBe('runtime.not-loadable');
      expect(await codeOf(resident.load(request({ provider: 'abacus' })))).toBe('runtime.provider-missing');
      expect(await codeOf(resident.load(request({ feeds: new Map() })))).toBe('runtime.input-missing');
      expect((await resident.load(request())).firstRun).toBeGreaterThan(0);
    });
  });

  it.each([
    ['crash', "process.kill(process.pid, 'SIGSEGV')", 'benchmark.process-crashed'],
    ['kill', "process.kill(process.pid, 'SIGKILL')", 'benchmark.process-killed'],
    ['starve', "process.stderr.write('std::bad_alloc', () => process.exit(1))", 'benchmark.process-out-of-memory'],
    ['leave', 'process.exit(3)', 'benchmark.process-ended'],
  ])('that dies (%s) is an error with the reason', async (name, body, code) => {
    await withResident(
      async (resident) => {
        expect(await codeOf(resident.load(request()))).toBe(code);
        // Whoever asks afterwards hears the same.
        expect(await codeOf(resident.run(10))).toBe(code);
      },
      program(name, body),
    );
  });

  it('is gone when it is stopped, even while it runs', async () => {
    const resident = await residentsOf(program('hang', 'for (;;);'))();
    const answer = codeOf(resident.load(request()));
    await resident.stop();
    expect(await answer).toBe('benchmark.process-killed');
  });
});

describe('models that are measured beside each other in processes', () => {
  const options = (more: Partial<MeasureOptions> = {}): MeasureOptions => ({
    ...{ feeds: request().feeds, feedsOfBatch: () => request().feeds, threads: 1, start: residentsOf(worker) },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
    benchmark: { ...benchmarkOptions.parse({}), seconds: 0.5, launches: 1 },
    ...more,
  });
  const file = (name: string, provider = 'cpu') => ({ file: path.join(folder, name), provider });

  it('have figures; one that is missing, and a provider that this machine cannot give, are failures', async () => {
    const models = [file('product.onnx'), file('product.onnx', 'abacus'), file('missing.onnx'), file('product.onnx')];
    const { models: measured, environment } = await measureModels(models, options());
    expect(measured.map(({ failure }) => failure?.code)).toEqual([
      ...[undefined, 'runtime.provider-missing', 'runtime.not-loadable', undefined],
    ]);
    const { latency, ratio, loading, memory } = measured[3]!.timings!;
    expect(latency.p50.median).toBeGreaterThan(0);
    expect(latency.p99).toBeGreaterThanOrEqual(latency.p90);
    expect(ratio!.blocks).toBeGreaterThanOrEqual(2);
    expect(loading.session).toBeGreaterThan(0);
    expect(memory.peak).toBeGreaterThan(memory.before);
    expect(environment.providers).toContain('cpu');
  });

  it('are gone when it is cancelled', async () => {
    const started: Resident[] = [];
    const controller = new AbortController();
    const start = async () => {
      const resident = await residentsOf(worker)();
      started.push(resident);
      const run = (milliseconds: number) => {
        setTimeout(() => controller.abort(new Error('enough')), 30);
        return resident.run(milliseconds);
      };
      return { load: (held: LoadRequest) => resident.load(held), run, stop: () => resident.stop() };
    };
    const models = [file('product.onnx'), file('product.onnx')];
    await expect(measureModels(models, options({ start, signal: controller.signal }))).rejects.toThrow('enough');
    expect(started).toHaveLength(2);
    const answers = started.map((resident) => codeOf(resident.run(1)));
    expect(await Promise.all(answers)).toEqual(['benchmark.process-killed', 'benchmark.process-killed']);
  });
});

/** Waits until a process is gone; a killed one that nobody has buried counts as gone. */
async function goes(pid: number): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (!isAlive(pid)) return true;
    await pause(50);
  }
  process.kill(pid, 'SIGKILL');
  return false;
}

/** A model whose run never ends, as far as anybody lives to see. */
function endless(): LoadRequest {
  const file = path.join(folder, 'endless.onnx');
  saveModel(looping(), file);
  const feeds = new Map<string, DenseTensor>([
    ['count', { type: 'int64', dims: [], data: BigInt64Array.of(2n ** 60n) }],
    ['x', { type: 'float32', dims: [4], data: new Float32Array(4) }],
  ]);
  return request({ file, feeds });
}

describe('when the one that started it is killed', () => {
  /** A parent that starts a resident, gives it a model, asks for a block, and tells its id. */
  const parent = `
    import { fork } from 'node:child_process';
    import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
    process.once('message', async ({ worker, request }) => {
      const child = fork(worker, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
      connection.listen();
      const loading = connection.sendRequest('whittle/resident/load', request);
      loading.catch(() => undefined);
      if (!request.file.includes('endless')) {
        await loading;
        connection.sendRequest('whittle/resident/block', 60_000).catch(() => undefined);
      }
      setTimeout(() => process.send(child.pid), 700);
    });`;

  async function orphan(held: LoadRequest): Promise<number> {
    const program = path.join(bundle, 'parent.mjs');
    writeFileSync(program, parent);
    const child: ChildProcess = fork(program, [], { serialization: 'advanced' });
    child.send({ worker, request: held });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('message', (id) => resolve(id as number));
      child.once('exit', (code) => reject(new Error(`the parent ended with code ${code}`)));
    });
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    return pid;
  }

  it('it ends too, between two runs', async () => {
    expect(await goes(await orphan(request()))).toBe(true);
  });

  it('it ends too, in a run that never ends', async () => {
    expect(await goes(await orphan(endless()))).toBe(true);
  });

  it('and leaves nothing behind', () => {
    expect(readdirSync(os.tmpdir()).filter((name) => /onnxruntime|^ort/i.test(name))).toEqual([]);
  });
});

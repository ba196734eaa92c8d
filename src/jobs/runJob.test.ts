import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { job, type JobOf } from '../protocol/job.ts';
import { hostToken, partName } from '../protocol/partName.ts';
import { UserError } from '../protocol/userError.ts';
import { JobCancelled } from './jobCancelled.ts';
import { runJob, type RunJobOptions, WorkerDefect } from './runJob.ts';
import { isAlive } from './leftovers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fakeWorker = path.join(root, 'test/fixtures/fakeWorker.mjs');
/** No process has this id: it is above what systems give. */
const deadPid = 2 ** 30;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'run-job-'));
  process.env['WHITTLE_TEST_HOST'] = hostToken();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env['WHITTLE_TEST_HOST'];
  delete process.env['NODE_OPTIONS'];
});

function options(more: Partial<RunJobOptions> = {}): RunJobOptions {
  return { worker: fakeWorker, temporaryParent: folder, ...more };
}

/** A job that the fake background process takes by its name. */
function asked(behaviour: string): JobOf<'coverage'> {
  return job.parse({ kind: 'coverage', model: behaviour, pass: { pass: 'quantize-static' } }) as JobOf<'coverage'>;
}

function askedToWrite(behaviour: string, output: string): JobOf<'compress'> {
  const recipe = { passes: [{ pass: 'quantize-dynamic' }] };
  return job.parse({ kind: 'compress', model: behaviour, recipe, output: { path: output } }) as JobOf<'compress'>;
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await errorOf(promise);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).detail.code;
}

describe('a job in a process of its own', () => {
  it('tells what it does and gives its result', async () => {
    const heard: unknown[] = [];
    const result = await runJob(
      asked('succeed'),
      options({
        onProgress: (progress) => heard.push([progress.stage.code, progress.fraction]),
        onLog: (message) => heard.push(message.code),
        onFinding: (finding) => heard.push(finding.kind),
      }),
    );
    expect(result.coverage.nodes.integer).toBe(1);
    expect(heard).toEqual([['one', 0], 'hello', 'coverage', ['two', 0.5]]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('passes on what the person can put right', async () => {
    expect(await codeOf(runJob(asked('refuse'), options()))).toBe('onnx.empty');
  });

  it('keeps the stack of a defect', async () => {
    const error = await errorOf(runJob(asked('stumble'), options()));
    expect(error).toBeInstanceOf(WorkerDefect);
    expect((error as WorkerDefect).stack).toContain('at deep');
  });

  it('tells of an answer that it does not know', async () => {
    const error = await errorOf(runJob(asked('no such behaviour'), options()));
    expect(error).toBeInstanceOf(WorkerDefect);
    expect((error as WorkerDefect).message).toContain('is not a function');
  });

  it('ends a process that does not end by itself once the result is there', async () => {
    const result = await runJob(asked('linger'), options());
    expect(result.kind).toBe('coverage');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('where there is no onnxruntime', () => {
  it('nothing is started', async () => {
    const worker = path.join(folder, 'worker.mjs');
    writeFileSync(worker, `import { writeFileSync } from 'node:fs'; writeFileSync('${folder}/started', '');`);
    expect(await codeOf(runJob(asked('succeed'), options({ worker })))).toBe('platform.runtime-missing');
    expect(readdirSync(folder)).toEqual(['worker.mjs']);
  });
});

describe('the Node that runs a job', () => {
  /** What the background process finds itself to be. */
  async function introduced(more: Partial<RunJobOptions> = {}) {
    let found: unknown;
    await runJob(asked('introduce'), options({ ...more, onLog: ({ args }) => (found = args) }));
    return found as { execPath: string; execArgv: readonly string[]; env: NodeJS.ProcessEnv };
  }

  /** A program that answers as Node of some version does. */
  function program(name: string, script: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async function refusal(node: string): Promise<UserError> {
    const error = await errorOf(runJob(asked('succeed'), options({ node })));
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).detail.args['file']).toBe(node);
    return error as UserError;
  }

  it('is the same, without the options and the debugger of its parent', async () => {
    expect(process.execArgv).not.toEqual([]);
    process.env['NODE_OPTIONS'] = '--inspect-brk=0 --max-old-space-size=300';
    process.env['VSCODE_INSPECTOR_OPTIONS'] = '{}';
    try {
      const { execPath, execArgv, env } = await introduced();
      expect(execPath).toBe(process.execPath);
      expect(execArgv).toEqual(['--enable-source-maps']);
      expect(env['NODE_OPTIONS']).toBe('--max-old-space-size=300');
      expect(env).toHaveProperty('ELECTRON_RUN_AS_NODE', '1');
      expect(env).not.toHaveProperty('VSCODE_INSPECTOR_OPTIONS');
    } finally {
      delete process.env['VSCODE_INSPECTOR_OPTIONS'];
    }
  });

  it('may be another', async () => {
    const other = program('another node', `exec "${process.execPath}" "$@"`);
    expect((await introduced({ node: other })).execPath).toBe(process.execPath);
  });

  it.each([
    ['/no/such/node', 'platform.node-not-started', 'there is no such file'],
    [root, 'platform.node-not-started', 'permission denied'],
  ])('is named when %s cannot be started', async (node, code, reason) => {
    const error = await refusal(node);
    expect(error.detail.code).toBe(code);
    expect(error.message).toContain(reason);
  });

  it.each([
    ['fails', 'exit 3'],
    ['says something else', 'echo hello'],
    ['says something like it', `echo '{"version":"22.0.0"}'`],
    ['says nothing', 'true'],
  ])('is named when it is a program that %s', async (_what, script) => {
    expect((await refusal(program('node', script))).detail.code).toBe('platform.node-silent');
  });

  it.each([
    ['18.20.4', 'platform.node-old'],
    ['20.9.0', 'platform.node-old'],
  ])('may not be %s', async (version, code) => {
    const { platform: system, arch: architecture } = process;
    const answer = { system, architecture, release: os.release(), version, executable: process.execPath };
    const error = await refusal(program('node', `echo '${JSON.stringify(answer)}'`));
    expect(error.detail).toEqual({ code, args: { file: path.join(folder, 'node'), found: version, needed: '20.11' } });
  });

  it('is judged by its own platform', async () => {
    const answer = {
      system: 'darwin',
      architecture: 'x64',
      release: '24.0.0',
      version: '22.1.0',
      executable: process.execPath,
    };
    const node = program('node', `echo '${JSON.stringify(answer)}'`);
    expect(await codeOf(runJob(asked('succeed'), options({ node })))).toBe('platform.intel-mac');
  });

  it('that takes its time to answer can be cancelled', async () => {
    const controller = new AbortController();
    const node = program('node', `sleep 0.3; exec "${process.execPath}" "$@"`);
    const running = runJob(asked('hang'), options({ node, signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect(await errorOf(running)).toBeInstanceOf(JobCancelled);
    expect(readdirSync(folder)).toEqual(['node']);
  });
});

describe('a process that dies', () => {
  it.each([
    ['segfault', 'worker.crashed'],
    ['abort', 'worker.crashed'],
    ['kill', 'worker.killed'],
    ['leave', 'worker.ended'],
  ])('by %s is %s, and the next job works', async (behaviour, code) => {
    expect(await codeOf(runJob(asked(behaviour), options()))).toBe(code);
    expect(readdirSync(folder)).toEqual([]);
    expect((await runJob(asked('succeed'), options())).kind).toBe('coverage');
  });

  it('for want of memory says so', async () => {
    process.env['NODE_OPTIONS'] = '--max-old-space-size=30';
    expect(await codeOf(runJob(asked('heap'), options()))).toBe('worker.out-of-memory');
  });

  it('before it ever answered names what it could not do', async () => {
    const broken = path.join(folder, 'broken.mjs');
    writeFileSync(broken, "import 'a-package-that-is-not-there';");
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const error = await errorOf(runJob(asked('succeed'), options({ worker: broken })));
    expect((error as UserError).detail.code).toBe('worker.not-started');
    expect((error as UserError).message).toContain('a-package-that-is-not-there');
  });
});

describe('cancelling', () => {
  it('kills within 200 ms whatever the process does, and leaves nothing', async () => {
    const controller = new AbortController();
    const output = path.join(folder, 'out.onnx');
    let cancelled = 0;
    const busy = (): void => {
      // The process is now in a loop that nothing but a kill ends.
      setTimeout(() => {
        expect(readdirSync(folder)).toHaveLength(2);
        cancelled = performance.now();
        controller.abort();
      }, 50);
    };
    const running = runJob(askedToWrite('hang', output), options({ signal: controller.signal, onProgress: busy }));
    expect(await errorOf(running)).toBeInstanceOf(JobCancelled);
    expect(performance.now() - cancelled).toBeLessThan(200);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('before the start starts nothing', async () => {
    const error = await errorOf(runJob(asked('succeed'), options({ signal: AbortSignal.abort() })));
    expect(error).toBeInstanceOf(JobCancelled);
  });
});

describe('what dead processes left', () => {
  it('is swept away when a job starts, and nothing else', async () => {
    const own = partName('out.onnx');
    const keep = [
      own,
      own.replace(String(process.pid), '1'),
      own.replace(String(process.pid), String(deadPid)).replace(`@${hostToken()}`, '@elsewhere'),
      'out.onnx.part',
      'notes.txt',
    ];
    const dead = own.replace(String(process.pid), String(deadPid));
    for (const name of keep) writeFileSync(path.join(folder, name), 'x');
    mkdirSync(path.join(folder, dead));
    writeFileSync(path.join(folder, dead, 'half a model'), 'x');
    expect(isAlive(1)).toBe(true);

    await errorOf(runJob(askedToWrite('refuse', path.join(folder, 'out.onnx')), options()));
    expect(readdirSync(folder).sort()).toEqual([...keep].sort());
  });
});

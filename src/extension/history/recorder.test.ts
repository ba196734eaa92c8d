import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import type { Job } from '../../protocol/job.ts';
import { job as jobSchema } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { userError } from '../../protocol/userError.ts';
import type { QueuedJob } from '../jobs/queue.ts';
import { LiveJob } from './liveJob.ts';
import { Recorder } from './recorder.ts';

let folder: string;
let warned: Message[];
let recorder: Recorder;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'whittle-recorder-')), 'history');
  warned = [];
  recorder = new Recorder(folder, (text) => void warned.push(text));
});
afterEach(() => {
  recorder.dispose();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

const benchmark = (): Job =>
  jobSchema.parse({ kind: 'benchmark', model: '/models/a.onnx', variants: ['/models/a.int8.onnx'] });
const queued: QueuedJob = { title: message('job.waiting', {}), progress: undefined, isRunning: true, cancel: vi.fn() };

function begun(job: Job = benchmark()): LiveJob {
  const live = new LiveJob(message('history.job-benchmark', { file: 'a.onnx' }), job, queued);
  live.begin();
  live.log.add({ seconds: 0, text: message('stage.opening', {}) });
  recorder.begin(live);
  return live;
}

const kept = async () => (await recorder.kept()).entries.map(({ entry }) => entry);
const done = { outcome: 'done', result: { kind: 'benchmark', report: benchmarkReport() } } as const;

describe('what becomes of a job', () => {
  it('is on the disk while it runs, and says at the end what came of it', async () => {
    const live = begun();
    expect((await new Recorder(folder, () => undefined).kept()).entries).toMatchObject([
      { isRunning: true, entry: { state: 'running', log: [{ text: { code: 'stage.opening' } }] } },
    ]);
    recorder.end(live, done, 12);
    const [entry] = await kept();
    expect(entry).toMatchObject({ id: live.id, state: 'done', seconds: 12, job: { kind: 'benchmark' } });
    expect(entry?.figures).toHaveLength(benchmarkReport().variants.length);
    expect(entry?.files).toEqual([
      { role: 'model', path: path.resolve('/models/a.onnx') },
      { role: 'variant', path: path.resolve('/models/a.int8.onnx') },
    ]);
  });

  it('says why it failed, and that it was cancelled', async () => {
    recorder.end(begun(), { outcome: 'failed', error: userError('history.file-gone', { file: 'a.onnx' }) }, 1);
    recorder.end(begun(), { outcome: 'failed', error: new Error('a defect') }, 1);
    recorder.end(begun(), { outcome: 'cancelled' }, 1);
    const entries = await kept();
    expect(entries.map(({ state }) => state).sort()).toEqual(['cancelled', 'failed', 'failed']);
    expect(entries.flatMap(({ headline }) => headline?.code ?? []).sort()).toEqual([
      'extension.defect',
      'history.file-gone',
    ]);
  });

  it.each(['before', 'after'])('has the report that was written %s its end was told', async (when) => {
    const live = begun();
    if (when === 'before') recorder.produced(live.job, '/models/a.json');
    recorder.end(live, done, 1);
    if (when === 'after') recorder.produced(live.job, '/models/a.json');
    expect((await kept())[0]?.files.at(-1)).toEqual({ role: 'report', path: path.resolve('/models/a.json') });
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('where the disk refuses', () => {
  it('nothing is lost: it is kept, said once, and written as soon as that goes', async () => {
    writeFileSync(folder, 'a file in the place of the folder');
    const live = begun();
    recorder.end(live, done, 1);
    recorder.end(begun(), { outcome: 'cancelled' }, 1);
    expect((await kept()).map(({ state }) => state).sort()).toEqual(['cancelled', 'done']);
    expect((await recorder.kept()).problem?.code).toBe('onnx.write-failed');
    expect(new Set(warned.map(({ code }) => code))).toEqual(new Set(['history.not-written']));
    rmSync(folder);
    const after = await recorder.kept();
    expect(after.problem).toBeUndefined();
    expect(after.entries).toHaveLength(2);
    expect((await new Recorder(folder, () => undefined).kept()).entries).toHaveLength(2);
  });

  it('what was removed meanwhile does not come back', async () => {
    writeFileSync(folder, '');
    const live = begun();
    recorder.end(live, done, 1);
    rmSync(folder);
    await recorder.remove([live.id]);
    expect(await kept()).toEqual([]);
  });
});

it('says once of each file that was skipped why', async () => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'strange.json'), '{}');
  for (let time = 0; time < 3; time++) expect((await recorder.kept()).skipped).toBe(1);
  expect(warned).toEqual([
    message('history.skipped', { file: 'strange.json', reason: message('history.skipped-foreign', {}) }),
  ]);
});

import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import { CancelledInQueue, JobQueue, type QueuedJob } from './queue.ts';

const title = (file: string) => message('job.quantize', { file });

/** Work that ends when it is told to. */
function work() {
  let resolve = (_: string): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<string>((kept, broken) => {
    resolve = kept;
    reject = broken;
  });
  let begun = false;
  return {
    run: async () => {
      begun = true;
      return promise;
    },
    resolve: (value: string) => resolve(value),
    reject: (error: Error) => reject(error),
    get begun() {
      return begun;
    },
  };
}

function queue(limit = 1) {
  let changes = 0;
  const jobs = new JobQueue(
    () => limit,
    () => changes++,
  );
  return { jobs, changes: () => changes };
}

describe('a queue of jobs', () => {
  it('runs one after the other, in order', async () => {
    const { jobs } = queue();
    const [one, two] = [work(), work()];
    const first = jobs.run(title('one'), one.run);
    const second = jobs.run(title('two'), two.run);
    await nextTick();
    expect([one.begun, two.begun]).toEqual([true, false]);
    expect(jobs.jobs.map(({ isRunning }) => isRunning)).toEqual([true, false]);
    one.resolve('1');
    expect(await first).toBe('1');
    await nextTick();
    expect(two.begun).toBe(true);
    two.resolve('2');
    expect(await second).toBe('2');
    expect(jobs.jobs).toEqual([]);
  });

  it('runs as many at the same time as it may', async () => {
    const { jobs } = queue(2);
    const works = [work(), work(), work()];
    const runs = works.map((each) => jobs.run(title('x'), each.run));
    await nextTick();
    expect(works.map(({ begun }) => begun)).toEqual([true, true, false]);
    works.forEach(({ resolve }) => resolve(''));
    await Promise.all(runs);
  });

  it('goes on after a failure', async () => {
    const { jobs } = queue();
    const [one, two] = [work(), work()];
    const first = jobs.run(title('one'), one.run);
    const second = jobs.run(title('two'), two.run);
    one.reject(new Error('broken'));
    two.resolve('2');
    await expect(first).rejects.toThrow('broken');
    expect(await second).toBe('2');
  });

  it('tells the running job of a cancel and drops a waiting one', async () => {
    const { jobs } = queue();
    const queued: QueuedJob[] = [];
    const two = work();
    const first = jobs.run(
      title('one'),
      async ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('told')))),
      (job) => queued.push(job),
    );
    const second = jobs.run(title('two'), two.run, (job) => queued.push(job));
    const outcomes = Promise.allSettled([first, second]);
    await nextTick();
    jobs.cancelAll();
    const [one, other] = await outcomes;
    expect(one).toMatchObject({ status: 'rejected', reason: { message: 'told' } });
    expect(other).toMatchObject({ status: 'rejected', reason: expect.any(CancelledInQueue) as unknown });
    expect(two.begun).toBe(false);
    expect(jobs.jobs).toEqual([]);
  });

  it('passes on how far a job is, and tells of every change', async () => {
    const { jobs, changes } = queue();
    const ended = jobs.run(title('one'), async ({ onProgress }) => {
      onProgress({ stage: message('stage.writing', {}), fraction: 0.5 });
      expect(jobs.jobs[0]?.progress?.fraction).toBe(0.5);
      await nextTick();
    });
    await ended;
    expect(changes()).toBeGreaterThanOrEqual(3);
  });
});

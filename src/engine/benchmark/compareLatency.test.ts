import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import type { Model } from '../onnx/model.ts';
import { compareLatency } from './compareLatency.ts';

const feeds = new Map([['x', { type: 'float32' as const, dims: [1, 256], data: new Float32Array(256).fill(0.01) }]]);

function chain(length: number): Model {
  const net = new ModelBuilder({ seed: 3 });
  let tensor = net.input('x', [1, 256]);
  for (let index = 0; index < length; index++) tensor = net.node('MatMul', [tensor, net.matrix(256, 256)]);
  return net.output(tensor).build();
}

it('finds that twelve times the work takes longer, and tells what it rests on', async () => {
  const shares: number[] = [];
  const options = {
    threads: 1,
    signal: new AbortController().signal,
    onProgress: (share: number) => shares.push(share),
  };
  const latency = await compareLatency(chain(24), chain(2), feeds, options);
  expect(latency.speedup.low).toBeGreaterThan(2);
  expect(latency.before.median).toBeGreaterThan(latency.after.median);
  expect(latency.runs).toBeGreaterThanOrEqual(30);
  expect(latency.threads).toBe(1);
  expect(shares.at(-1)).toBe(1);
});

it('ends with few runs when each takes long', async () => {
  let now = 0;
  const clock = (): number => (now += 1000);
  const options = { threads: 1, signal: new AbortController().signal, onProgress: () => undefined, clock };
  const latency = await compareLatency(chain(1), chain(1), feeds, options);
  expect(latency.runs).toBeLessThan(10);
  expect(latency.speedup).toEqual({ median: 1, low: 1, high: 1 });
});

/** A clock by which the first model always takes four milliseconds and the second two, with noise where there is any. */
function clockOf(noise: (run: number) => number): () => number {
  let now = 0;
  let reads = 0;
  return () => {
    // The first read is the start of all; then come pairs of runs of two reads each and a read of what has elapsed.
    const read = reads++;
    const pair = Math.floor((read - 1) / 5);
    const place = (read - 1) % 5;
    if (read > 0 && (place === 1 || place === 3)) {
      const isFirst = (place === 1) !== (pair % 2 === 1);
      now += isFirst ? 4 + noise(pair) : 2;
    }
    return now;
  };
}

it('ends as soon as the speedup is precise, and when it never is, with the time', async () => {
  const options = { threads: 1, signal: new AbortController().signal, onProgress: () => undefined };
  const steady = await compareLatency(chain(1), chain(1), feeds, { ...options, clock: clockOf(() => 0) });
  expect(steady.speedup).toEqual({ median: 2, low: 2, high: 2 });
  // 500 ms of 6 ms each are 84 pairs; the next look is at 96.
  expect(steady.runs).toBe(96);
  // Either 6 ms or 10 ms a pair, so never precise: 1000 ms are 125 pairs, and the limit is passed with the next.
  const restless = await compareLatency(chain(1), chain(1), feeds, {
    ...options,
    clock: clockOf((pair) => (pair % 4 < 2 ? 0 : 4)),
  });
  expect(restless.runs).toBe(126);
});

it('stops when it is told to', async () => {
  const controller = new AbortController();
  const onProgress = (): void => controller.abort(new Error('enough'));
  const running = compareLatency(chain(1), chain(1), feeds, { threads: 1, signal: controller.signal, onProgress });
  await expect(running).rejects.toThrow('enough');
});

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

it('stops when it is told to', async () => {
  const controller = new AbortController();
  const onProgress = (): void => controller.abort(new Error('enough'));
  const running = compareLatency(chain(1), chain(1), feeds, { threads: 1, signal: controller.signal, onProgress });
  await expect(running).rejects.toThrow('enough');
});

import { expect, it } from 'vitest';
import { freeBuffer } from './freeBuffer.ts';

it('frees memory without waiting for the garbage collector', async () => {
  // The port to nowhere closes in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 50; i++) {
    const values = new Float32Array(1e6).fill(i);
    freeBuffer(values.buffer);
    expect(values).toHaveLength(0);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8e6);
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nativeLibraries, whittle } from './extension.ts';

describe('activation', () => {
  it('waits until something of Whittle is used', () => {
    equal(whittle().isActive, false);
    deepEqual((whittle().packageJSON as { activationEvents?: unknown }).activationEvents, []);
  });

  it('takes less than 50 ms', async () => {
    const began = performance.now();
    await whittle().activate();
    const milliseconds = performance.now() - began;
    console.log(`activated in ${milliseconds.toFixed(1)} ms`);
    equal(whittle().isActive, true);
    ok(milliseconds < 50, `${milliseconds.toFixed(1)} ms`);
  });

  it('loads no native library', () => {
    ok(nativeLibraries().length > 0);
    deepEqual(
      nativeLibraries().filter((file) => /onnxruntime|sharp|vips/i.test(file)),
      [],
    );
  });
});

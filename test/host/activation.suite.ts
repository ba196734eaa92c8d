import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { engineLibraries, nativeLibraries, whittle } from './extension.ts';
import { measured } from './measured.ts';
import { busyDuring, untilIdle } from './busy.ts';

describe('activation', () => {
  it('waits until something of Whittle is used', () => {
    equal(whittle().isActive, false);
    deepEqual((whittle().packageJSON as { activationEvents?: unknown }).activationEvents, []);
  });

  it('happens with the first use, and says how long it took', async () => {
    await untilIdle();
    const milliseconds = await busyDuring(() => whittle().activate());
    measured.push(`activation: ${milliseconds.toFixed(1)} ms of the extension host`);
    equal(whittle().isActive, true);
  });

  it('loads no engine', () => {
    ok(nativeLibraries().length > 0);
    deepEqual(engineLibraries(), []);
  });
});

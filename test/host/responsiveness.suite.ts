import { ok } from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { exists, whittle, workspaceFile } from './extension.ts';
import { measured } from './measured.ts';
import { acceptPick } from './pick.ts';
import { longestHoldUp } from './threadTime.ts';

describe('the editor', () => {
  it('is seen to be held up where it is', async () => {
    const milliseconds = await longestHoldUp(async () => {
      await pause(20);
      // As long as a slow disk would take.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80);
      await pause(20);
    });
    ok(milliseconds > 60 && milliseconds < 200, `${milliseconds.toFixed(1)} ms`);
  });

  it('is never held up for more than 50 ms while a large model is quantized', async () => {
    await whittle().activate();
    const output = workspaceFile('large.int8.onnx');
    const milliseconds = await longestHoldUp(async () => {
      void vscode.commands.executeCommand('whittle.quantize', workspaceFile('large.onnx'));
      await acceptPick(async () => exists(output));
    });
    measured.push(`quantizing 400 MB: the event loop was held up for at most ${milliseconds.toFixed(1)} ms`);
    ok(milliseconds < 50, `${milliseconds.toFixed(1)} ms`);
  }).timeout(120_000);
});

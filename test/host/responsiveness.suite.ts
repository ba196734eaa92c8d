import { ok } from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { longestBlock } from './eventLoop.ts';
import { exists, whittle, workspaceFile } from './extension.ts';
import { acceptPick } from './pick.ts';

describe('the editor', () => {
  it('is never held up for more than 50 ms while a large model is quantized', async () => {
    await whittle().activate();
    const output = workspaceFile('large.int8.onnx');
    const milliseconds = await longestBlock(async () => {
      void vscode.commands.executeCommand('whittle.quantize', workspaceFile('large.onnx'));
      await acceptPick(async () => exists(output));
    });
    console.log(`the event loop was held up for at most ${milliseconds.toFixed(1)} ms`);
    ok(milliseconds < 50, `${milliseconds.toFixed(1)} ms`);
  }).timeout(120_000);
});

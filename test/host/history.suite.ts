import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { HistoryItems } from '../../src/extension/history/historyItems.ts';
import type { HistoryNode } from '../../src/extension/history/historyNode.ts';
import { JobHistory } from '../../src/extension/history/jobHistory.ts';
import { JobQueue } from '../../src/extension/jobs/queue.ts';
import { JobRunner } from '../../src/extension/jobs/runner.ts';
import { loadTexts } from '../../src/extension/texts.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { runOptions } from '../../src/protocol/options/run.ts';
import { engineLibraries, until, whittle, workspaceFile } from './extension.ts';

describe('the history', () => {
  let folder: string;
  let log: vscode.LogOutputChannel;
  let history: JobHistory;
  let runner: JobRunner;

  before(async () => {
    await loadTexts();
    folder = mkdtempSync(path.join(tmpdir(), 'whittle-history-'));
    log = vscode.window.createOutputChannel('Whittle history test', { log: true });
    const worker = path.join(whittle().extensionPath, 'dist/worker.js');
    history = opened();
    const queue = new JobQueue(
      () => 1,
      () => history.progressed(),
    );
    runner = new JobRunner(queue, log, worker, history.observe);
  });
  after(() => {
    history.dispose();
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The history of a window on the folder. */
  function opened(): JobHistory {
    const context = { storageUri: vscode.Uri.file(folder) } as unknown as vscode.ExtensionContext;
    return new JobHistory(context, log);
  }

  /** Inspects a model, as a job with its turn. */
  async function inspect(name: string, signal = new AbortController().signal): Promise<unknown> {
    const model = workspaceFile(name).fsPath;
    const follower = { signal, onProgress: () => undefined, onFinding: () => undefined };
    const job = { kind: 'inspect', model, run: runOptions.parse({}) } as const;
    return runner.follow<'inspect'>(message('job.inspect', { file: name }), job, follower);
  }

  /** What the view shows: the lines of the jobs of today, once none runs. */
  async function shown(from = history): Promise<readonly vscode.TreeItem[]> {
    await until('the end of all jobs', () => from.live.length === 0);
    const items = await HistoryItems.of(from);
    const nodes: readonly HistoryNode[] = await items.children();
    const [day] = nodes.filter(({ kind }) => kind === 'day');
    return [...(day === undefined ? [] : await items.children(day))].map((node) => items.item(node));
  }

  it('has a job while it waits and runs, and what came of it', async () => {
    deepEqual(await shown(), []);
    const inspecting = inspect('digits.onnx');
    equal(history.live.length, 1);
    const items = await HistoryItems.of(history);
    const [live] = await items.children();
    equal(items.item(live!).contextValue, 'live');
    await inspecting;
    const [item] = await shown();
    equal(item?.label, 'Inspect digits.onnx');
    match(String(item.description), /parameters/);
    equal(item.contextValue, 'entry done repeatable');
    match((item.tooltip as vscode.MarkdownString).value, /Done/);
    match(item.accessibilityInformation?.label ?? '', /Done/);
    deepEqual(engineLibraries(), []);
  });

  it('says why a job failed, and that one was cancelled', async () => {
    await rejects(inspect('missing.onnx'));
    const controller = new AbortController();
    const cancelled = inspect('large.onnx', controller.signal);
    await until('its turn', () => history.live.some(({ began }) => began !== undefined));
    controller.abort();
    await rejects(cancelled);
    const [last, before] = await shown();
    match(String(last?.contextValue), /cancelled/);
    match(String(before?.contextValue), /failed/);
    match(String(before?.description), /missing\.onnx/);
  });

  it('is the same in a window that is opened later, whatever else lies in its folder', async () => {
    writeFileSync(path.join(folder, 'history', 'strange.json'), '{"format":');
    const later = opened();
    try {
      deepEqual(
        (await shown(later)).map(({ label }) => label),
        (await shown()).map(({ label }) => label),
      );
      const items = await HistoryItems.of(later);
      const notice = (await items.children()).at(-1);
      ok(notice !== undefined);
      match(labelOf(items.item(notice)), /cannot be read: 1/);
    } finally {
      later.dispose();
    }
  });

  it('forgets what is removed', async () => {
    const recorder = await history.recorder();
    const { entries } = await recorder.kept();
    ok(entries.length >= 3);
    await recorder.remove([entries[0]!.entry.id]);
    equal((await shown()).length, entries.length - 1);
    await recorder.clear();
    deepEqual(await shown(), []);
    deepEqual(readdirSync(path.join(folder, 'history')), ['strange.json']);
  });

  it('has a view of its own', async () => {
    await vscode.commands.executeCommand('whittle.history.focus');
    await until('the view', async () => (await vscode.commands.getCommands(true)).includes('whittle.history.focus'));
  });
});

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Services } from '../../src/extension/commands/services.ts';
import { ModelDocument } from '../../src/extension/editor/modelDocument.ts';
import { JobHistory } from '../../src/extension/history/jobHistory.ts';
import { JobQueue } from '../../src/extension/jobs/queue.ts';
import { JobRunner } from '../../src/extension/jobs/runner.ts';
import { loadTexts } from '../../src/extension/texts.ts';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { longestHoldUp } from './busy.ts';
import { engineLibraries, until, whittle, workspaceFile } from './extension.ts';
import { measured } from './measured.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { readerThreads } from './readers.ts';

const digits = (): vscode.Uri => workspaceFile('digits.onnx');
const copy = (): vscode.Uri => workspaceFile('watched.onnx');
const { fs } = vscode.workspace;

describe('a model that is open', () => {
  const documents: ModelDocument[] = [];
  let services: Services;
  let log: vscode.LogOutputChannel;

  before(async () => {
    await loadTexts();
    log = vscode.window.createOutputChannel('Whittle test', { log: true });
    const file = (name: string): string => path.join(whittle().extensionPath, name);
    const queue = new JobQueue(
      () => 1,
      () => undefined,
    );
    const context = { asAbsolutePath: file } as vscode.ExtensionContext;
    const history = new JobHistory(context, log);
    services = { context, log, queue, runner: new JobRunner(queue, log, file('dist/worker.js')), history };
  });
  afterEach(async () => {
    for (const document of documents.splice(0)) document.dispose();
    await until('the end of all readers', () => readerThreads() === 0);
  });
  after(() => log.dispose());

  function open(uri: vscode.Uri): ModelDocument {
    const document = new ModelDocument(uri, services);
    documents.push(document);
    return document;
  }

  /** Does something to a file, and waits until the document has noticed. */
  async function noticed(document: ModelDocument, change: () => Thenable<unknown>): Promise<void> {
    const { changes } = document;
    await change();
    await until('the change to be noticed', () => document.changes > changes);
  }

  it('is read by a thread that begins with the first request and ends with the last editor', async () => {
    const document = open(digits());
    equal(readerThreads(), 0);
    const began = performance.now();
    const structure = await document.structure();
    measured.push(
      `structure of digits.onnx, with the start of its reader: ${(performance.now() - began).toFixed(0)} ms`,
    );
    equal(structure.nodes.operator.length, operators(structure));
    equal(readerThreads(), 1);
    equal(await document.structure(), structure);
    const { stored } = await document.request('tensor', { tensor: firstStored(structure) });
    ok((stored?.bytes ?? 0) > 0);
    deepEqual(engineLibraries(), []);
  });

  it('is read without holding up the editor, however large', async () => {
    const document = open(workspaceFile('large.onnx'));
    const before = process.memoryUsage.rss();
    const began = performance.now();
    const held = await longestHoldUp(() => document.structure());
    const grown = (process.memoryUsage.rss() - before) / 1e6;
    const time = performance.now() - began;
    measured.push(
      `structure of 400 MB: ${time.toFixed(0)} ms, ${grown.toFixed(0)} MB of memory, held up ${held.toFixed(1)} ms`,
    );
    ok(grown < 200, `${grown.toFixed(0)} MB`);
  });

  it('is read again when its file changes, and says what is wrong with it', async () => {
    const whole = await fs.readFile(digits());
    await fs.writeFile(copy(), whole);
    const document = open(copy());
    const first = await document.structure();
    await noticed(document, () => fs.writeFile(copy(), whole.subarray(0, whole.length / 2)));
    await rejects(document.structure(), code('onnx.malformed'));
    await noticed(document, () => fs.delete(copy()));
    await rejects(document.structure(), code('page.file-missing'));
    await noticed(document, () => fs.writeFile(copy(), whole));
    const again = await document.structure();
    ok(again !== first);
    deepEqual(again.nodes, first.nodes);
    equal(readerThreads(), 1);
    // What is being asked when the file changes ends with a sentence, too.
    const running = failure(document.shapes());
    await noticed(document, () => fs.writeFile(copy(), whole));
    ok(['none', 'reader.changed'].includes(await running));
    await fs.delete(copy());
  });

  it('says so where there is no file', async () => {
    await rejects(open(workspaceFile('nowhere.onnx')).structure(), code('page.file-missing'));
  });

  it('can be on no disk', async () => {
    const files = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('whittle-memory', files, { isReadonly: true });
    const uri = vscode.Uri.from({ scheme: 'whittle-memory', path: '/folder/digits.onnx' });
    const bytes = await fs.readFile(digits());
    files.put(uri, bytes);
    try {
      const document = open(uri);
      equal(document.mayRun, false);
      const structure = await document.structure();
      deepEqual(structure.nodes, (await open(digits()).structure()).nodes);
      const { values } = await document.request('values', { tensor: firstStored(structure), offset: 0, count: 9 });
      equal(values.length, 9);
      equal(files.readFile(uri).length, bytes.length);
      await rejects(document.shapes(), code('extension.not-on-disk'));
      files.put(uri, new Uint8Array());
      // That the file came may be heard of only now, too.
      await until('the empty file', async () => (await failure(document.structure())) === 'onnx.empty');
    } finally {
      registered.dispose();
    }
  });

  it('tells what is read in one run, without a runtime in the editor', async () => {
    const document = open(digits());
    equal(document.mayRun, true);
    const [shapes, same] = await Promise.all([document.shapes(), document.shapes()]);
    equal(shapes, same);
    ok(shapes.names.includes('logits'));
    deepEqual(engineLibraries(), []);
  });
});

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof UserError ? error.detail.code : String(error)),
  );
}

function code(expected: string): (error: unknown) => boolean {
  return (error) => {
    equal(error instanceof UserError ? error.detail.code : error, expected);
    return true;
  };
}

function operators({ facts }: ModelStructure): number {
  return facts.inspection.operators.reduce((sum, { count }) => sum + count, 0);
}

function firstStored({ tensors }: ModelStructure): number {
  return tensors.kind.indexOf(1);
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelReader } from '../../jobs/modelReader.ts';
import type { ReaderRequests, ReaderSource } from '../../protocol/graph/readerContract.ts';
import type { ModelStructure } from '../../protocol/graph/structure.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import type { MeasuredShapes } from '../../protocol/result/shapes.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import { ChannelClosed } from '../../protocol/webview/channel.ts';
import type { ModelAnalysis } from '../analysis/modelAnalysis.ts';
import type { Services } from '../commands/services.ts';
import { fileFailure } from './fileFailure.ts';
import type { FileWatch } from './fileWatch.ts';

/** Bytes of a model that is on no disk: all of it is held in memory. */
const limitInMemory = 1e9;

/** A model as it was in its file at one time: the thread that reads it, and what is kept of the answers. */
export class ModelVersion implements Disposable {
  private readonly file: string;
  private readonly ending = new AbortController();
  private reading: Promise<ModelReader> | undefined;
  private kept: Promise<ModelStructure> | undefined;
  private measured: Promise<MeasuredShapes> | undefined;
  private analyzed: Promise<ModelAnalysis> | undefined;

  /** @param watch learns which files hold the weights, and when the file turns out to be no longer the one that was opened */
  constructor(
    private readonly uri: vscode.Uri,
    private readonly services: Services,
    private readonly watch: FileWatch,
  ) {
    this.file = path.posix.basename(uri.path);
  }

  /** Whether anything has been asked about it. */
  get isOpen(): boolean {
    return this.reading !== undefined;
  }

  /** The structure, also why there is none, is asked for once: what the reader sent is gone on its side. */
  structure(): Promise<ModelStructure> {
    this.kept ??= this.read();
    return this.kept;
  }

  /**
   * Asks the reader, which is started with the first request.
   * @throws UserError where the person can put it right, also where the file cannot be read or was replaced meanwhile
   */
  async request<Name extends keyof ReaderRequests>(
    name: Name,
    argument: ReaderRequests[Name]['argument'],
    signal?: AbortSignal,
  ): Promise<ReaderRequests[Name]['result']> {
    const { file } = this;
    try {
      this.reading ??= this.start();
      return await (await this.reading).request(name, argument, signal);
    } catch (error) {
      if (error instanceof vscode.FileSystemError) throw new UserError(fileFailure(error, file), { cause: error });
      if (isMissing(error, this.uri)) throw userError('page.file-missing', { file }, { cause: error });
      throw error instanceof ChannelClosed ? userError('reader.changed', { file }, { cause: error }) : error;
    }
  }

  /**
   * Types and shapes of all tensors in one run of the model, which the workspace must be trusted for.
   * @throws UserError also where the model is on no disk
   */
  async shapes(): Promise<MeasuredShapes> {
    if (this.uri.scheme !== 'file') throw userError('extension.not-on-disk', { file: this.file });
    // Why it failed may be gone when it is asked for again.
    this.measured ??= this.measure().catch((error: unknown) => {
      this.measured = undefined;
      throw this.ending.signal.aborted ? userError('reader.changed', { file: this.file }, { cause: error }) : error;
    });
    return this.measured;
  }

  /** Analyzes it: only where it is on a disk. */
  analysis(): Promise<ModelAnalysis> {
    this.analyzed ??= import('../analysis/modelAnalysis.ts').then(
      ({ ModelAnalysis }) => new ModelAnalysis(this.uri.fsPath, this.services, this.ending.signal),
    );
    return this.analyzed;
  }

  /** Ends the reader, and a run that still goes on. */
  [Symbol.dispose](): void {
    this.ending.abort();
    void this.reading?.then(
      (reader) => reader[Symbol.dispose](),
      () => undefined,
    );
  }

  private async read(): Promise<ModelStructure> {
    const structure = await this.request('structure', null);
    // Of a model that is on no disk, nothing beside it is read.
    if (this.uri.scheme === 'file') {
      this.watch.add(structure.facts.dataFiles.map((each) => vscode.Uri.file(each.path)));
    }
    return structure;
  }

  private async measure(): Promise<MeasuredShapes> {
    const { runOptions } = await import('../../protocol/options/run.ts');
    const title = message('job.shapes', { file: this.file });
    const job = { kind: 'shapes', model: this.uri.fsPath, run: runOptions.parse({}) } as const;
    return (await this.services.runner.ask<'shapes'>(title, job, this.ending.signal)).shapes;
  }

  private async start(): Promise<ModelReader> {
    const { context, log } = this.services;
    // Loaded with the first model, so that the extension itself starts at once.
    const { ModelReader } = await import('../../jobs/modelReader.ts');
    const source = await this.source();
    if (this.ending.signal.aborted) throw new ChannelClosed();
    return new ModelReader(source, {
      program: context.asAbsolutePath('dist/reader.js'),
      onChanged: () => this.watch.noticed(),
      onDefect: (stack) => log.error(stack),
    });
  }

  /** Files on disk are read where they are; of any other only VS Code knows how to read it. */
  private async source(): Promise<ReaderSource> {
    const { uri, file } = this;
    if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath };
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > limitInMemory) {
      throw userError('extension.model-huge', { file, size: formatBytes(size), limit: formatBytes(limitInMemory) });
    }
    return { kind: 'memory', name: file, bytes: owned(await vscode.workspace.fs.readFile(uri)) };
  }
}

/** Bytes that can be handed over to a thread: nobody else has their buffer. Those of a `Buffer` may be somebody's. */
function owned(bytes: Uint8Array): Uint8Array {
  const isWhole = bytes.byteLength === bytes.buffer.byteLength;
  return isWhole && !Buffer.isBuffer(bytes) ? bytes : new Uint8Array(bytes);
}

/** Whether the model itself is not there, rather than something that belongs to it. */
function isMissing(error: unknown, { fsPath }: vscode.Uri): boolean {
  if (!(error instanceof UserError)) return false;
  const { code, args } = error.detail;
  return code === 'onnx.file-missing' && args['file'] === fsPath;
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { ReaderRequests } from '../../protocol/graph/readerContract.ts';
import type { ModelStructure } from '../../protocol/graph/structure.ts';
import type { MeasuredShapes } from '../../protocol/result/shapes.ts';
import { Analyses, type ProfileWatcher } from '../analysis/analyses.ts';
import type { ModelAnalysis } from '../analysis/modelAnalysis.ts';
import type { Services } from '../commands/services.ts';
import { FileWatch } from './fileWatch.ts';
import { ModelVersion } from './modelVersion.ts';

/**
 * A model that is open, in however many editors. It is read when something is first asked, by a thread that ends with the last
 * editor; again whenever its file, or a file with its weights, changes.
 */
export class ModelDocument implements vscode.CustomDocument {
  /** Name of the file. */
  readonly name: string;
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when there is another model to see, or none: everything that was asked before is out of date. */
  readonly onDidChange = this.emitter.event;
  /** How often that was. */
  changes = 0;
  /** What was found of the version that is open. */
  readonly analyses: Analyses;
  private readonly watch: FileWatch;
  private version: ModelVersion;
  /** The one that takes the place of {@link version} as soon as it is read. */
  private next: ModelVersion | undefined;

  constructor(
    readonly uri: vscode.Uri,
    private readonly services: Services,
    watcher?: ProfileWatcher,
  ) {
    this.name = path.posix.basename(uri.path);
    this.analyses = new Analyses(watcher);
    this.watch = new FileWatch([uri], () => void this.reload());
    this.version = new ModelVersion(uri, services, this.watch);
  }

  /** Whether it can be run: it is on a disk, and the person trusts what is in the workspace. */
  get mayRun(): boolean {
    return vscode.workspace.isTrusted && this.uri.scheme === 'file';
  }

  /** @throws UserError where there is none */
  structure(): Promise<ModelStructure> {
    return this.version.structure();
  }

  /** Asks the reader. @throws UserError whatever the person can put right */
  request<Name extends keyof ReaderRequests>(
    name: Name,
    argument: ReaderRequests[Name]['argument'],
    signal?: AbortSignal,
  ): Promise<ReaderRequests[Name]['result']> {
    return this.version.request(name, argument, signal);
  }

  /** Types and shapes in one run of the model. @throws UserError also where it may not be run */
  shapes(): Promise<MeasuredShapes> {
    return this.version.shapes();
  }

  /** Analyzes the version that is open. The code is loaded with the first analysis. */
  analysis(): Promise<ModelAnalysis> {
    return this.version.analysis();
  }

  dispose(): void {
    this.analyses.forget();
    this.watch.dispose();
    this.emitter.dispose();
    this.version[Symbol.dispose]();
    this.next?.[Symbol.dispose]();
    this.next = undefined;
  }

  /** What was shown stays until it is known what there is now. */
  private async reload(): Promise<void> {
    this.next?.[Symbol.dispose]();
    const next = new ModelVersion(this.uri, this.services, this.watch);
    this.next = next;
    if (this.version.isOpen) await next.structure().catch(() => undefined);
    // The file has changed once more meanwhile, or the last editor was closed.
    if (this.next !== next) return;
    this.next = undefined;
    this.version[Symbol.dispose]();
    this.version = next;
    this.changes++;
    this.analyses.forget();
    this.emitter.fire();
  }
}

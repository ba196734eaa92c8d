import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { attemptWriting, writeWhole } from '../../protocol/outputFile.ts';
import { partName } from '../../protocol/partName.ts';

/**
 * A result that is not yet what it will be called: its files lie in a hidden folder beside the target until they are
 * published, by renames. What is not published leaves nothing behind.
 */
export class PendingOutput implements Disposable {
  /** Where the model is written for now, under the name it will have. */
  readonly model: string;
  private readonly folder: string;
  private readonly target: string;
  /** What accompanies the model, by the name it has for now. */
  private readonly companions = new Map<string, { readonly target: string; readonly text: string }>();

  /** @throws UserError when nothing can be written there */
  constructor(target: string) {
    this.target = path.resolve(target);
    this.folder = path.join(path.dirname(this.target), partName(path.basename(target)));
    this.model = path.join(this.folder, path.basename(target));
    attemptWriting(target, () => mkdirSync(this.folder));
  }

  /** Adds a text file that appears with the model. */
  accompany(target: string, text: string): void {
    this.companions.set(target, { target: path.resolve(target), text });
  }

  /**
   * Gives the files their names: data files first, which have names of their own, then what accompanies the model, the
   * model last.
   * @throws UserError when one of them cannot be written; new files are then taken away again
   */
  publish(): void {
    const added: string[] = [];
    try {
      for (const name of readdirSync(this.folder).filter((each) => each !== path.basename(this.model))) {
        const file = path.join(path.dirname(this.target), name);
        attemptWriting(file, () => renameSync(path.join(this.folder, name), file));
        added.push(file);
      }
      for (const { target, text } of this.companions.values()) {
        const isNew = !existsSync(target);
        writeWhole(target, text);
        if (isNew) added.push(target);
      }
      attemptWriting(this.target, () => renameSync(this.model, this.target));
    } catch (error) {
      for (const file of added) rmSync(file, { force: true });
      throw error;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

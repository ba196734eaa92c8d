import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project } from '../vscode/codeServer.ts';

/** A folder with the sample model and its data, as a person would have it. It ends with the test. */
export class SampleFolder implements Disposable {
  readonly path = mkdtempSync(path.join(tmpdir(), 'whittle-gestures-'));

  constructor(files: readonly string[] = ['digits.onnx', 'calibration.npz', 'test.npz']) {
    for (const file of files) copyFileSync(path.join(project, 'samples/digits', file), this.file(file));
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

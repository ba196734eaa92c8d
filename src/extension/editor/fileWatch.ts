import * as vscode from 'vscode';

/** Milliseconds in which changes of files are taken as one: writers rename, truncate and write in turns. */
const settling = 100;

/** Watches some files, and calls when one of them was written, replaced, deleted or put back, once that has settled. */
export class FileWatch implements vscode.Disposable {
  private readonly files = new Set<string>();
  private readonly folders = new Map<string, vscode.Disposable>();
  private settled: NodeJS.Timeout | undefined;

  constructor(
    files: readonly vscode.Uri[],
    private readonly changed: () => void,
  ) {
    this.add(files);
  }

  /** Watches more files. */
  add(files: readonly vscode.Uri[]): void {
    for (const file of files) {
      this.files.add(file.toString());
      const folder = vscode.Uri.joinPath(file, '..');
      const key = folder.toString();
      if (!this.folders.has(key)) this.folders.set(key, this.watch(folder));
    }
  }

  /** A change that was noticed otherwise: is taken as one with those that are about to be seen. */
  noticed(): void {
    clearTimeout(this.settled);
    this.settled = setTimeout(this.changed, settling);
  }

  dispose(): void {
    clearTimeout(this.settled);
    for (const watcher of this.folders.values()) watcher.dispose();
  }

  /** Names of files may hold what patterns give a meaning to, so their folder is watched. */
  private watch(folder: vscode.Uri): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
    const own = (each: vscode.Uri): void => {
      if (this.files.has(each.toString())) this.noticed();
    };
    watcher.onDidChange(own);
    watcher.onDidCreate(own);
    watcher.onDidDelete(own);
    return watcher;
  }
}

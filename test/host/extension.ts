import * as vscode from 'vscode';

/** The extension that is tested. */
export function whittle(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('whittle.whittle');
  if (extension === undefined) throw new Error('VS Code does not know the extension');
  return extension;
}

/** A file of the folder that is open. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Waits until something is there. @throws Error that says what was waited for */
export async function until<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  seconds = 150,
): Promise<NonNullable<Value>> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}

/** Whether a file is there. */
export async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

/** Native libraries of the process, by path. */
export function nativeLibraries(): readonly string[] {
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: readonly string[] };
  return sharedObjects;
}

/** Those of them that only the background process may load. */
export function engineLibraries(): readonly string[] {
  return nativeLibraries().filter((file) => /onnxruntime|sharp|vips/i.test(file));
}

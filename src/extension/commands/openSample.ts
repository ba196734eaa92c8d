import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import { isThere } from '../files.ts';
import { say } from '../texts.ts';
import type { Services } from './services.ts';

const files = ['digits.onnx', 'calibration.npz', 'test.npz', 'README.md'] as const;
const folderName = 'whittle-sample';

/** What VS Code takes from a command in a walkthrough: it opens the folder, and the walkthrough again in its window. */
export interface FolderToOpen {
  readonly openFolder: vscode.Uri;
}

/**
 * Copies the sample, a small trained model with its data, into a folder of the person's and shows it there.
 * @param clicked `'walkthrough'` where it was chosen there
 */
export async function openSample({ context }: Services, [from]: readonly unknown[]): Promise<FolderToOpen | undefined> {
  const [open] = vscode.workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
  const parent = open?.uri ?? (await pickFolder());
  if (parent === undefined) return undefined;
  const folder = vscode.Uri.joinPath(parent, folderName);
  await copySample(vscode.Uri.joinPath(context.extensionUri, 'samples', 'digits'), folder);
  if (open !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(folder, files[0]));
    return undefined;
  }
  if (from === 'walkthrough') return { openFolder: folder };
  await vscode.commands.executeCommand('vscode.openFolder', folder);
  return undefined;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      ...{ title: say('sample.title', {}), openLabel: say('sample.here', {}) },
      ...{ canSelectFiles: false, canSelectFolders: true },
    })) ?? [];
  return folder;
}

/** What is there already stays as it is: it may have been worked on. */
async function copySample(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(to).then(undefined, (cause: unknown) => {
    throw notWritable(to, cause);
  });
  for (const file of files) {
    const target = vscode.Uri.joinPath(to, file);
    if (await isThere(target)) continue;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, file), target).then(undefined, (cause: unknown) => {
      throw notWritable(to, cause);
    });
  }
}

function notWritable(folder: vscode.Uri, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return userError('sample.not-writable', { folder: path.dirname(folder.fsPath), reason }, { cause });
}

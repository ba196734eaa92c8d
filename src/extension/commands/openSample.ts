import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { userError } from '../../protocol/userError.ts';
import { isThere } from '../files.ts';
import { showFailure } from '../jobs/failure.ts';
import { say } from '../texts.ts';
import type { Services } from './services.ts';

const files = ['digits.onnx', 'calibration.npz', 'test.npz', 'README.md'] as const;
const folderName = 'whittle-sample';

/** Copies the sample, a small trained model with its data, into a folder of the person's and shows it there. */
export async function openSample({ context, log }: Services): Promise<void> {
  const parent =
    vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri ?? (await pickFolder());
  if (parent === undefined) return;
  try {
    const folder = vscode.Uri.joinPath(parent, folderName);
    await copySample(vscode.Uri.joinPath(context.extensionUri, 'samples', 'digits'), folder);
    if (vscode.workspace.getWorkspaceFolder(folder) === undefined) {
      await vscode.commands.executeCommand('vscode.openFolder', folder);
    } else {
      await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(folder, files[0]));
    }
  } catch (error) {
    showFailure(error, message('contribution.command.open-sample', {}), log);
  }
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

import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import { say } from '../texts.ts';
import { fileFailure } from './fileFailure.ts';

/** A kind of files that a dialog is about. */
export interface FileKind {
  readonly name: MessageCode & `extension.files-${string}`;
  readonly extension: string;
}

/**
 * Asks where a file is to be written to. VS Code asks whether one that is there may be replaced.
 * @param beside the file in whose folder it would usually be
 */
export async function askTarget(
  beside: vscode.Uri,
  name: string,
  { name: kind, extension }: FileKind,
): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(writableFolder(beside), name),
    filters: { [say(kind, {})]: [extension] },
  });
}

/** Asks for a file, and reads it. @throws UserError where it cannot be read, or has more bytes than `limit` */
export async function askContent(
  beside: vscode.Uri,
  { name: kind, extension }: FileKind,
  limit: number,
): Promise<{ readonly file: string; readonly bytes: Uint8Array } | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      defaultUri: writableFolder(beside),
      filters: { [say(kind, {})]: [extension] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const file = path.posix.basename(uri.path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > limit) {
      throw userError('extension.file-huge', { file, size: formatBytes(size), limit: formatBytes(limit) });
    }
    return { file, bytes: await vscode.workspace.fs.readFile(uri) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError) throw new UserError(fileFailure(error, file), { cause: error });
    throw error;
  }
}

/** Writes a file. @throws UserError where that is refused */
export async function write(target: vscode.Uri, bytes: Uint8Array): Promise<string> {
  const file = path.posix.basename(target.path);
  await vscode.workspace.fs.writeFile(target, bytes).then(undefined, (cause: unknown) => {
    throw userError('onnx.write-failed', { file, reason: reasonOf(cause) }, { cause });
  });
  return file;
}

/** The folder of a file on a disk; for one that is on none, which may take no files, a folder that is open, or home. */
function writableFolder(beside: vscode.Uri): vscode.Uri {
  if (beside.scheme === 'file') return vscode.Uri.joinPath(beside, '..');
  const open = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return open?.uri ?? vscode.Uri.file(os.homedir());
}

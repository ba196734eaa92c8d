import type * as vscode from 'vscode';
import { message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';

/** Why the editor could not read a file, by its names for it. */
const refusals: Readonly<Record<string, MessageCode & `system.${string}`>> = {
  NoPermissions: 'system.permission',
  FileIsADirectory: 'system.is-folder',
};

/** What to tell of a file that VS Code could not read. */
export function fileFailure(error: vscode.FileSystemError, file: string): Message {
  if (error.code === 'FileNotFound') return message('page.file-missing', { file });
  const refusal = refusals[error.code];
  const reason = refusal === undefined ? reasonOf(error) : message(refusal, {});
  return message('page.file-unreadable', { file, reason });
}

import * as vscode from 'vscode';
import { type ArgumentsOf, format, message, type MessageCode } from '../protocol/messages/catalogue.ts';
import { editorTexts } from '../protocol/messages/editorTexts.ts';
import type { Message } from '../protocol/messages/message.ts';

/** Every text by its code, in the language of the editor where there is a translation. */
export const texts: Readonly<Record<string, string>> = { ...editorTexts, ...vscode.l10n.bundle };

/** The text for a code, in the language of the editor. */
export function say<Code extends MessageCode>(code: Code, args: ArgumentsOf<Code>): string {
  return format(message(code, args), texts);
}

/** A message that came from elsewhere, in the language of the editor. */
export function sayMessage(text: Message): string {
  return format(text, texts);
}

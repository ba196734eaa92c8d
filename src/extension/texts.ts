import * as vscode from 'vscode';
import type { ArgumentsOf, MessageCode } from '../protocol/messages/catalogue.ts';
import type { Message } from '../protocol/messages/message.ts';
import { format, message } from '../protocol/messages/wording.ts';

type Texts = Readonly<Record<string, string>>;

let loaded: Texts | undefined;

/** Loads all texts, which are many: before anything is said, but not before the extension has started. */
export async function loadTexts(): Promise<void> {
  if (loaded !== undefined) return;
  const { editorTexts } = await import('../protocol/messages/editorTexts.ts');
  loaded = { ...editorTexts, ...vscode.l10n.bundle };
}

/** Every text by its code, in the language of the editor where there is a translation. */
export function texts(): Texts {
  if (loaded === undefined) throw new Error('the texts are not loaded yet');
  return loaded;
}

/** The text for a code, in the language of the editor. */
export function say<Code extends MessageCode>(code: Code, args: ArgumentsOf<Code>): string {
  return format(message(code, args), texts());
}

/** A message that came from elsewhere, in the language of the editor. */
export function sayMessage(text: Message): string {
  return format(text, texts());
}

import type * as vscode from 'vscode';
import { loadTexts } from '../texts.ts';

/** A custom editor whose code is read when the first file is opened in it. */
export function lazyEditor<Document extends vscode.CustomDocument>(
  load: () => Promise<vscode.CustomReadonlyEditorProvider<Document>>,
): vscode.CustomReadonlyEditorProvider<Document> {
  let loaded: Promise<vscode.CustomReadonlyEditorProvider<Document>> | undefined;
  const editor = () => (loaded ??= loadTexts().then(load));
  return {
    openCustomDocument: async (...args) => (await editor()).openCustomDocument(...args),
    resolveCustomEditor: async (...args) => (await editor()).resolveCustomEditor(...args),
  };
}

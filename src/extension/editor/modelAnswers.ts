import path from 'node:path';
import * as vscode from 'vscode';
import { passOn } from '../../jobs/passOn.ts';
import { userError } from '../../protocol/userError.ts';
import type { Answers } from '../../protocol/webview/channel.ts';
import type { ModelEditorSide } from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import { analysisAnswers } from './analysisAnswers.ts';
import { askContent, askTarget, type FileKind, write } from './dialogs.ts';
import type { ModelPage, ModelPages } from './modelPages.ts';
import { targetName } from './targetName.ts';
import { variantAnswers } from './variantAnswers.ts';

/** Bytes. Values for a million nodes. */
const nodeDataLimit = 64e6;

const array: FileKind = { name: 'extension.files-npy', extension: 'npy' };
const nodeData: FileKind = { name: 'extension.files-node-data', extension: 'json' };
const table: FileKind = { name: 'extension.files-csv', extension: 'csv' };
const pictures = {
  png: { name: 'extension.files-png', extension: 'png' },
  svg: { name: 'extension.files-svg', extension: 'svg' },
} as const satisfies Record<string, FileKind>;

/** How the editor answers what the page of a model asks. */
export function modelAnswers(page: ModelPage, pages: ModelPages, services: Services): Answers<ModelEditorSide> {
  const { document } = page;
  const { uri } = document;
  /** A name after that of the model, for something of it. */
  const besideModel = (name: string, extension: string): string =>
    targetName([path.posix.parse(document.name).name, name].filter(Boolean).join('-'), extension);
  return {
    ...passOn(() => document),
    ...analysisAnswers(page, services),
    ...variantAnswers(uri, services),
    structure: () => document.structure(),
    selected: ({ nodes }) => {
      pages.select(page, nodes);
      return null;
    },
    exportArray: async ({ tensor, name }, signal) => {
      const target = await askTarget(uri, targetName(name, array.extension), array);
      if (target === undefined) return null;
      // It is the reader that writes, a tensor a piece at a time.
      if (target.scheme !== 'file') throw userError('extension.target-not-on-disk', { file: target.path });
      return document.request('exportArray', { tensor, file: target.fsPath, overwrite: true }, signal);
    },
    savePicture: async ({ kind, bytes, name = '' }) => {
      const target = await askTarget(uri, besideModel(name, kind), pictures[kind]);
      return target === undefined ? null : write(target, bytes);
    },
    saveTable: async ({ csv, name }) => {
      const target = await askTarget(uri, besideModel(name, table.extension), table);
      return target === undefined ? null : write(target, new TextEncoder().encode(csv));
    },
    saveNodeData: async ({ json, name }) => {
      const target = await askTarget(uri, targetName(name, nodeData.extension), nodeData);
      return target === undefined ? null : write(target, new TextEncoder().encode(json));
    },
    openNodeData: async () => {
      const content = await askContent(uri, nodeData, nodeDataLimit);
      return content === undefined ? null : { file: content.file, json: new TextDecoder().decode(content.bytes) };
    },
    measureShapes: () => document.shapes(),
    quantize: async () => {
      await vscode.commands.executeCommand('whittle.quantize', uri);
      return null;
    },
    openAsText: async () => {
      await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
      return null;
    },
  };
}

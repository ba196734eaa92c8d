import path from 'node:path';
import * as vscode from 'vscode';
import type { Answers } from '../../protocol/webview/channel.ts';
import type { ReportEditorSide, ReportForm } from '../../protocol/webview/reportContract.ts';
import { texts } from '../texts.ts';
import { askTarget, type FileKind, write } from './dialogs.ts';
import type { ModelPages } from './modelPages.ts';
import type { ReportDocument } from './reportDocument.ts';
import { reportHtmlText, reportMarkdown } from './reportExports.ts';
import { modelOf, modelsOfBenchmark, storedReport, variantOf } from './reportFiles.ts';
import { showModel } from './showModel.ts';
import { targetName } from './targetName.ts';

const picture: FileKind = { name: 'extension.files-svg', extension: 'svg' };
const table: FileKind = { name: 'extension.files-csv', extension: 'csv' };
const forms = {
  html: { name: 'extension.files-html', extension: 'html' },
  markdown: { name: 'extension.files-markdown', extension: 'md' },
} as const satisfies Record<ReportForm, FileKind>;
const suffix = /(\.whittle-report)?\.json$/i;

/** How the editor answers what the page of a report asks. */
export function reportAnswers(document: ReportDocument, pages: ModelPages): Answers<ReportEditorSide> {
  const { uri } = document;
  const stem = path.posix.basename(uri.path).replace(suffix, '');
  const save = async (kind: FileKind, name: string, content: () => Uint8Array | Promise<Uint8Array>) => {
    const target = await askTarget(uri, targetName(name, kind.extension), kind);
    return target === undefined ? null : write(target, await content());
  };
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  return {
    openModel: async (which) => done(showModel(await modelOf(document, which))),
    compareWithOriginal: async () => compare(await modelOf(document, 'original'), await modelOf(document, 'result')),
    openAsText: () => done(vscode.commands.executeCommand('vscode.openWith', uri, 'default')),
    copyMarkdown: async () => {
      const text = await reportMarkdown(await storedReport(document), texts());
      return done(vscode.env.clipboard.writeText(text));
    },
    exportReport: async ({ form }) => {
      const report = await storedReport(document);
      const text = form === 'html' ? reportHtmlText : reportMarkdown;
      return save(forms[form], stem, async () => bytesOf(await text(report, texts())));
    },
    openVariant: async ({ variant }) => done(showModel(await variantOf(document, variant))),
    revealNode: async ({ variant, node }) => {
      const model = await variantOf(document, variant);
      pages.wantSelected(model, [node]);
      return done(showModel(model));
    },
    compareVariants: async ({ before, after }) =>
      compare(await variantOf(document, before), await variantOf(document, after)),
    benchmarkAgain: async () => {
      const models = await modelsOfBenchmark(document);
      return done(vscode.commands.executeCommand('whittle.benchmark', models[0], models));
    },
    savePicture: ({ bytes, name = '' }) => save(picture, `${stem}-${name}`, () => bytes),
    saveTable: ({ csv, name }) => save(table, `${stem}-${name}`, () => bytesOf(csv)),
  };
}

function compare(before: vscode.Uri, after: vscode.Uri): Promise<null> {
  return done(vscode.commands.executeCommand('whittle.compareModels', before, after));
}

async function done(work: Thenable<unknown>): Promise<null> {
  await work;
  return null;
}

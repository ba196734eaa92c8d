import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import type { Answers } from '../../protocol/webview/channel.ts';
import type { ModelEditorSide, NamedModel, VariantRequest } from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import type { EditorId } from '../contributions/editors.ts';
import { isThere } from '../files.ts';
import { besideReport } from './reportFiles.ts';
import { reportNamed, reportsBeside } from './reportsBeside.ts';
import { showModel } from './showModel.ts';

/** How the editor answers what the page of a model asks about models that were made of it or measured with it. */
export function variantAnswers(model: vscode.Uri, services: Services): Pick<Answers<ModelEditorSide>, VariantRequest> {
  return {
    reportsBeside: () => reportsBeside(model, services.log),
    openReport: async ({ report }) => {
      const editor: EditorId = 'whittle.report';
      await vscode.commands.executeCommand('vscode.openWith', await existing(reportNamed(model, report)), editor);
      return null;
    },
    openVariant: async ({ how, ...named }) => {
      const variant = await existing(variantNamed(model, named));
      if (how === 'alone') await showModel(variant);
      else await vscode.commands.executeCommand('whittle.compareModels', model, variant);
      return null;
    },
    benchmark: async ({ variants }) => {
      const all = [model, ...variants.flatMap((named) => variantNamed(model, named) ?? [])];
      const distinct = new Map(all.map((uri) => [uri.toString(), uri]));
      const there: vscode.Uri[] = [];
      for (const uri of distinct.values()) if (await isThere(uri)) there.push(uri);
      await vscode.commands.executeCommand('whittle.benchmark', model, there);
      return null;
    },
    remedy: async ({ action }) => {
      const { quantizeWith } = await import('../commands/quantize.ts');
      const method = action === 'quantize-static' ? 'static' : 'dynamic';
      // The page does not wait for it: what becomes of it is told as for every job of quantizing.
      void quantizeWith(services, model, method);
      return null;
    },
  };
}

function variantNamed(model: vscode.Uri, { report, path: file }: NamedModel): vscode.Uri | undefined {
  const uri = reportNamed(model, report);
  return uri === undefined ? undefined : besideReport(uri, file);
}

/** @throws UserError where it is no longer there */
async function existing(uri: vscode.Uri | undefined): Promise<vscode.Uri> {
  if (uri === undefined) throw new Error('a report is named that cannot lie beside the model');
  if (!(await isThere(uri))) throw userError('page.model-missing', { file: path.posix.basename(uri.path) });
  return uri;
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { Inspection } from '../../protocol/result/inspection.ts';
import type { InspectionEditorSide, InspectionPageSide } from '../../protocol/webview/inspectionContract.ts';
import { connectPage, type PageServices } from './webviewPage.ts';

/** A panel that is open, and how it is given something else to show. */
interface Open {
  readonly panel: vscode.WebviewPanel;
  show(inspection: Inspection): void;
}

/** One panel a model, by its address. */
const panels = new Map<string, Open>();

/** Shows what is in a model, in the panel that shows it already if there is one. */
export function showInspection(services: PageServices, inspection: Inspection, file: vscode.Uri): void {
  const known = panels.get(file.toString());
  if (known === undefined) {
    openPanel(services, inspection, file);
  } else {
    known.show(inspection);
    known.panel.reveal();
  }
}

function openPanel(services: PageServices, inspection: Inspection, file: vscode.Uri): void {
  const key = file.toString();
  const title = path.posix.basename(file.path);
  const panel = vscode.window.createWebviewPanel('whittle.inspection', title, vscode.ViewColumn.Active);
  let current = inspection;
  const channel = connectPage<InspectionPageSide, InspectionEditorSide>(panel, 'inspection', services, {
    ready: () => channel.notify({ type: 'inspection', inspection: current }),
    answers: {
      quantize: async () => {
        await vscode.commands.executeCommand('whittle.quantize', file);
        return null;
      },
    },
  });
  const show = (next: Inspection): void => {
    current = next;
    channel.notify({ type: 'inspection', inspection: next });
  };
  panels.set(key, { panel, show });
  panel.onDidDispose(() => panels.delete(key));
}

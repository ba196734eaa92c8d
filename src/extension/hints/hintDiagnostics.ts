import * as vscode from 'vscode';
import { message } from '../../protocol/messages/wording.ts';
import type { Hint } from '../../protocol/result/hint.ts';
import type { ModelPages } from '../editor/modelPages.ts';
import { showModel } from '../editor/showModel.ts';
import { sayMessage } from '../texts.ts';

/** Selects the nodes of a problem on the page of its model. Not offered anywhere else, since it needs to be told which. */
const command = 'whittle.showNodesOfHint';
/** A model has no lines: VS Code shows a problem of the whole file at its first. */
const beginning = new vscode.Range(0, 0, 0, 0);

const severities = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const satisfies Record<Hint['severity'], vscode.DiagnosticSeverity>;

/** Hints about models that were profiled, in the Problems view, as long as they are true and the model is open. */
export class HintDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('whittle');
  private readonly command: vscode.Disposable;
  /** Of the models that have problems. */
  private readonly hints = new Map<string, readonly Hint[]>();

  constructor(private readonly pages: ModelPages) {
    this.command = vscode.commands.registerCommand(command, (model: unknown, place: unknown) =>
      this.reveal(String(model), Number(place)),
    );
  }

  /** Shows these problems of a model in place of those that it had. */
  show(model: vscode.Uri, hints: readonly Hint[]): void {
    if (hints.length === 0) {
      this.hints.delete(model.toString());
      this.collection.delete(model);
      return;
    }
    this.hints.set(model.toString(), hints);
    this.collection.set(
      model,
      hints.map((hint, place) => diagnosticOf(model, hint, place)),
    );
  }

  dispose(): void {
    this.command.dispose();
    this.collection.dispose();
  }

  private async reveal(model: string, place: number): Promise<void> {
    const uri = vscode.Uri.parse(model);
    const nodes = this.hints.get(model)?.[place]?.nodes ?? [];
    if (nodes.length > 0) this.pages.wantSelected(uri, nodes);
    await showModel(uri);
  }
}

/** The rule is a link to the nodes. Problems know lines only, so that a click on the problem itself leads no further than to the model. */
function diagnosticOf(model: vscode.Uri, { severity, hazard, remedy, rule, nodes }: Hint, place: number) {
  const text = sayMessage(message('performance.diagnostic', { hazard, remedy }));
  const diagnostic = new vscode.Diagnostic(beginning, text, severities[severity]);
  diagnostic.source = 'Whittle';
  const query = encodeURIComponent(JSON.stringify([model.toString(), place]));
  diagnostic.code =
    nodes.length === 0 ? rule : { value: rule, target: vscode.Uri.parse(`command:${command}?${query}`) };
  return diagnostic;
}

import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import type { Answers } from '../../protocol/webview/channel.ts';
import type { AnalysisRequest, ModelEditorSide } from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import type { ModelPage } from './modelPages.ts';

/** How the editor answers what the page of a model asks about analyses. */
export function analysisAnswers(page: ModelPage, services: Services): Pick<Answers<ModelEditorSide>, AnalysisRequest> {
  const { document } = page;
  /** Does something with the version that is open now. What it needs is loaded with the first analysis. */
  const attempt = async <Result>(
    action: (analysis: Awaited<ReturnType<typeof document.analysis>>) => Promise<Result>,
  ): Promise<Result> => {
    if (!vscode.workspace.isTrusted) throw userError('extension.not-trusted', {});
    if (document.uri.scheme !== 'file') throw userError('extension.not-on-disk', { file: document.name });
    const { reasonFor } = await import('../analysis/modelAnalysis.ts');
    try {
      return await action(await document.analysis());
    } catch (error) {
      throw reasonFor(error, services);
    }
  };
  return {
    analysisSoFar: () => document.analyses.soFar,
    analysisSetting: () => attempt((analysis) => analysis.setting()),
    changeAnalysis: ({ what }) => attempt((analysis) => analysis.change(what)),
    planSensitivity: (wish, signal) => attempt((analysis) => analysis.plan(wish, signal)),
    analyzeSensitivity: (wish, signal) =>
      attempt((analysis) =>
        document.analyses.follow({ job: 'sensitivity', wish }, page, signal, (telling) =>
          analysis.analyze(wish, telling),
        ),
      ),
    searchTradeOff: (wish, signal) =>
      attempt((analysis) =>
        document.analyses.follow({ job: 'trade-off', wish }, page, signal, (telling) => analysis.search(wish, telling)),
      ),
    profileModel: (_, signal) =>
      attempt((analysis) =>
        document.analyses.follow({ job: 'profile' }, page, signal, (telling) => analysis.profile(telling)),
      ),
    planReduction: (wish, signal) => attempt((analysis) => analysis.planReduction(wish, signal)),
    measureCurves: (wish, signal) =>
      attempt((analysis) =>
        document.analyses.follow({ job: 'curves', wish }, page, signal, (telling) => analysis.curves(wish, telling)),
      ),
    makeVariant: (wish) => attempt((analysis) => analysis.makeVariant(wish)),
    showHelp: async ({ what }) => {
      if (what === 'log') services.log.show();
      else await vscode.commands.executeCommand('workbench.trust.manage');
      return null;
    },
  };
}

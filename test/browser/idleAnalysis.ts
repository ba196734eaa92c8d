import { userError } from '../../src/protocol/userError.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type { AnalysisRequest, ModelEditorSide, VariantRequest } from '../../src/protocol/webview/modelContract.ts';

const refused = (): never => {
  throw userError('extension.not-trusted', {});
};

/** How an editor answers that may run nothing, of a model that nothing lies beside. */
export const idleAnalysis: Pick<Answers<ModelEditorSide>, AnalysisRequest | VariantRequest> = {
  analysisSoFar: () => ({ layers: [], curvesSoFar: [], running: [] }),
  analysisSetting: refused,
  changeAnalysis: refused,
  planSensitivity: refused,
  analyzeSensitivity: refused,
  searchTradeOff: refused,
  planReduction: refused,
  measureCurves: refused,
  makeVariant: () => null,
  profileModel: refused,
  showHelp: () => null,
  remedy: () => null,
  reportsBeside: () => [],
  openReport: () => null,
  openVariant: () => null,
  benchmark: () => null,
};

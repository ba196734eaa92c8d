import { userError } from '../../src/protocol/userError.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type { AnalysisRequest, ModelEditorSide } from '../../src/protocol/webview/modelContract.ts';

const refused = (): never => {
  throw userError('extension.not-trusted', {});
};

/** How an editor answers that may run nothing. */
export const idleAnalysis: Pick<Answers<ModelEditorSide>, AnalysisRequest> = {
  analysisSoFar: () => ({ layers: [], running: [] }),
  analysisSetting: refused,
  changeAnalysis: refused,
  planSensitivity: refused,
  analyzeSensitivity: refused,
  searchTradeOff: refused,
  makeVariant: () => null,
  showHelp: () => null,
};

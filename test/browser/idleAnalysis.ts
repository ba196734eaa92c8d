import { userError } from '../../src/protocol/userError.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type { ModelEditorSide } from '../../src/protocol/webview/modelContract.ts';

const refused = (): never => {
  throw userError('extension.not-trusted', {});
};

/** How an editor answers that may run nothing. */
export const idleAnalysis: Pick<
  Answers<ModelEditorSide>,
  | 'analysisSoFar'
  | 'analysisSetting'
  | 'changeAnalysis'
  | 'planSensitivity'
  | 'analyzeSensitivity'
  | 'searchTradeOff'
  | 'makeVariant'
  | 'showHelp'
> = {
  analysisSoFar: () => ({ layers: [], running: [] }),
  analysisSetting: refused,
  changeAnalysis: refused,
  planSensitivity: refused,
  analyzeSensitivity: refused,
  searchTradeOff: refused,
  makeVariant: () => null,
  showHelp: () => null,
};

import type { Answers } from '../../protocol/webview/channel.ts';
import type { ModelEditorSide } from '../../protocol/webview/modelContract.ts';

type Analysis =
  'analysisSetting' | 'changeAnalysis' | 'planSensitivity' | 'analyzeSensitivity' | 'searchTradeOff' | 'makeVariant';

/** How the editor answers what the page of a model asks about analyses. */
export function analysisAnswers(): Pick<Answers<ModelEditorSide>, Analysis> {
  const missing = (): never => {
    throw new Error('analyses are not built yet');
  };
  return {
    analysisSetting: () => null,
    changeAnalysis: missing,
    planSensitivity: missing,
    analyzeSensitivity: missing,
    searchTradeOff: missing,
    makeVariant: missing,
  };
}

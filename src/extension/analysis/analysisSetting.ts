import { message } from '../../protocol/messages/catalogue.ts';
import type { AnalysisChoice, AnalysisSetting, ShownChoice } from '../../protocol/webview/modelContract.ts';
import type { Prepared } from '../quantize/oneModel.ts';
import { choiceRows } from '../quantize/rows.ts';
import { isSynthetic } from './analysisJobs.ts';

/** What would be analyzed with, in words. Where quantizing would ask for data, values are made up. */
export function settingOf({ choices, known }: Prepared): AnalysisSetting {
  const rows = choiceRows(choices, known);
  const shown = (choice: AnalysisChoice): ShownChoice => {
    const row = rows.find((each) => each.choice === choice);
    if (row === undefined) throw new Error(`there is no choice ${choice}`);
    return { value: row.value, reason: row.reason };
  };
  const madeUp = { value: message('analysis.made-up', {}), reason: message('analysis.no-data', {}) };
  return {
    method: choices.method,
    synthetic: isSynthetic(choices),
    shown: {
      method: shown('method'),
      data: choices.data === undefined ? madeUp : shown('data'),
      settings: shown('settings'),
    },
  };
}

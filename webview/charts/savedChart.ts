import { type CsvTable, csvOf } from '../../src/protocol/csv.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import type { ModelEditorRequests } from '../../src/protocol/webview/modelContract.ts';
import type { FromPage } from '../../src/protocol/webview/page.ts';
import type { Page } from '../page.ts';
import type { ChartSaving } from './chartSaving.ts';

/** The editor of a page with charts, as far as it saves them. */
interface SavingEditor {
  readonly notification: FromPage;
  readonly requests: Pick<ModelEditorRequests, 'savePicture' | 'saveTable'>;
}

/**
 * Saves a chart by way of the editor.
 * @param name what it shows: files are called by it
 * @param data the figures behind it, or their text as RFC 4180 has it
 */
export function savedChart(
  page: Pick<Page<SavingEditor>, 'say' | 'request'>,
  name: string,
  data: () => CsvTable | string,
): ChartSaving {
  const { say, request } = page;
  const save = async (ask: () => Promise<string | null>): Promise<string> => {
    try {
      const file = await ask();
      return file === null ? '' : say(message('page.saved', { file }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return say(error.detail);
    }
  };
  return {
    picture: say(message('findings.save-picture', {})),
    table: say(message('findings.save-table', {})),
    csv: () => {
      const table = data();
      return typeof table === 'string' ? table : csvOf(table);
    },
    savePicture: (svg) =>
      save(() => request('savePicture', { kind: 'svg', bytes: new TextEncoder().encode(svg), name })),
    saveTable: (csv) => save(() => request('saveTable', { csv, name })),
  };
}

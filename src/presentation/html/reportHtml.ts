import { catalogue } from '../../protocol/messages/catalogue.ts';
import type { StoredReport } from '../../protocol/result/readReport.ts';
import { escaped } from '../xml.ts';

/**
 * A report of either kind as a page that stands alone.
 * @param texts of another language, by their codes @param language of these texts, as BCP 47 has it
 */
export function reportHtml(
  report: StoredReport,
  texts: Readonly<Record<string, string>> = catalogue,
  language = 'en',
): string {
  return `<!doctype html><html lang="${escaped(language)}"><title>${escaped(report.created)}${texts['summary.nothing'] ?? ''}</title></html>`;
}

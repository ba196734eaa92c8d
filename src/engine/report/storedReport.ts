import { report as reportSchema, type Report } from '../../protocol/result/report.ts';

/** A report as JSON text, with words for the numbers that JSON does not have. */
export function storedReport(report: Report): string {
  return `${JSON.stringify(reportSchema.encode(report), undefined, 2)}\n`;
}

import { writeFileSync } from 'node:fs';
import { report as reportSchema, type Report } from '../../protocol/result/report.ts';

/** Writes a report as JSON, with words for the numbers that JSON does not have. */
export function writeReport(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(reportSchema.encode(report), undefined, 2)}\n`);
}

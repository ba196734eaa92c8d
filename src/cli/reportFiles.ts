import { compressMarkdown } from '../presentation/compress/compressMarkdown.ts';
import { reportHtml } from '../presentation/html/reportHtml.ts';
import type { JobOf } from '../protocol/job.ts';
import type { ReportOutputs } from '../protocol/options/reportOutputs.ts';
import { defaultReport } from '../protocol/outputName.ts';
import { dataFiles } from './commands/dataFiles.ts';
import type { ResultFile, ResultFiles } from './resultFiles.ts';

/** Where the report of a model that is made goes in other forms, and what may not be replaced by them. */
export function reportFiles(
  { model, data, output }: Pick<JobOf<'compress'>, 'model' | 'data' | 'output'>,
  { markdown, html }: ReportOutputs,
  others: readonly ResultFile<'compress'>[] = [],
): ResultFiles<'compress'> {
  const made: ResultFile<'compress'>[] = [...others];
  if (markdown !== undefined) made.push({ path: markdown, text: ({ report }) => compressMarkdown(report) });
  if (html !== undefined) made.push({ path: html, text: ({ report }) => reportHtml(report) });
  return {
    ...{ files: made, force: output.force, read: [model, ...(data === undefined ? [] : dataFiles(data))] },
    alsoWritten: [output.path, output.report ?? defaultReport(output.path)],
  };
}

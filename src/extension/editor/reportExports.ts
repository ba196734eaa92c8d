import * as vscode from 'vscode';
import { isBenchmark, type StoredReport } from '../../protocol/result/readReport.ts';

type Texts = Readonly<Record<string, string>>;

/** A report as Markdown. */
export async function reportMarkdown(report: StoredReport, texts: Texts): Promise<string> {
  if (isBenchmark(report)) {
    const { benchmarkMarkdown } = await import('../../presentation/benchmark/benchmarkMarkdown.ts');
    return benchmarkMarkdown(report, texts);
  }
  const { compressMarkdown } = await import('../../presentation/compress/compressMarkdown.ts');
  return compressMarkdown(report, texts);
}

/** A report as a page that stands alone. */
export async function reportHtmlText(report: StoredReport, texts: Texts): Promise<string> {
  const { reportHtml } = await import('../../presentation/html/reportHtml.ts');
  return reportHtml(report, texts, vscode.env.language);
}

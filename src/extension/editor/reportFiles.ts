import path from 'node:path';
import * as vscode from 'vscode';
import { UserError, userError } from '../../protocol/userError.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { isBenchmark, type StoredReport } from '../../protocol/result/readReport.ts';
import type { Report } from '../../protocol/result/report.ts';
import { isThere } from '../files.ts';
import type { ReportDocument } from './reportDocument.ts';

/** The report as the file has it now. @throws UserError where it has become unreadable since the page was shown */
export async function storedReport(document: ReportDocument): Promise<StoredReport> {
  const content = await document.content;
  if (content.kind === 'unreadable') throw new UserError(content.reason);
  return content.report;
}

/** The model that was made, or the one that it was made from. @throws UserError where it is no longer there */
export async function modelOf(document: ReportDocument, which: 'original' | 'result'): Promise<vscode.Uri> {
  const { input, output } = await madeReport(document);
  return existing(document, which === 'original' ? input.path : output.path);
}

/** A model of a benchmark, by its place in it. @throws UserError where it is no longer there */
export async function variantOf(document: ReportDocument, place: number): Promise<vscode.Uri> {
  const { variants } = await benchmark(document);
  const variant = variants[place];
  // The file may have changed since the page was shown.
  if (variant === undefined) throw userError('benchmarkPage.variant-gone', {});
  return existing(document, variant.file.path);
}

/** Every model of a benchmark, each once, the original first. @throws UserError where one is no longer there */
export async function modelsOfBenchmark(document: ReportDocument): Promise<readonly vscode.Uri[]> {
  const { variants } = await benchmark(document);
  const files = new Set(variants.map(({ file }) => file.path));
  return Promise.all([...files].map((file) => existing(document, file)));
}

async function madeReport(document: ReportDocument): Promise<Report> {
  const report = await storedReport(document);
  if (isBenchmark(report)) throw userError('benchmarkPage.changed', {});
  return report;
}

async function benchmark(document: ReportDocument): Promise<BenchmarkReport> {
  const report = await storedReport(document);
  if (!isBenchmark(report)) throw userError('benchmarkPage.changed', {});
  return report;
}

async function existing({ uri }: ReportDocument, file: string): Promise<vscode.Uri> {
  const model = besideReport(uri, file);
  if (!(await isThere(model))) throw userError('page.model-missing', { file: path.posix.basename(model.path) });
  return model;
}

/** A file that a report names: from the folder of the report, unless it is on another drive. */
export function besideReport(report: vscode.Uri, file: string): vscode.Uri {
  const isWhole = report.scheme === 'file' && /^([A-Za-z]:)?\//.test(file);
  return isWhole ? vscode.Uri.file(file) : vscode.Uri.joinPath(report, '..', file);
}

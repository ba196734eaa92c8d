import { type BenchmarkReport, benchmarkReport } from './benchmark.ts';

/** A report on models beside each other as the text of its file, with words for the numbers that JSON does not have. */
export function storedBenchmark(report: BenchmarkReport): string {
  return `${JSON.stringify(benchmarkReport.encode(report), undefined, 2)}\n`;
}

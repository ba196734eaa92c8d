import { catalogue } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';

/**
 * A benchmark as Markdown.
 * @param texts of another language, by their codes
 */
export function benchmarkMarkdown(
  report: BenchmarkReport,
  texts: Readonly<Record<string, string>> = catalogue,
): string {
  return `# ${report.variants[0]!.name}\n${Object.keys(texts).length === 0 ? '' : '\n'}`;
}

import { type MessageCode, message } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { inline, markdownTable } from '../markdownText.ts';
import { sayIn, type Texts } from '../say.ts';
import { type Table, tableOfFacts } from '../table.ts';
import { benchmarkFigures } from './benchmarkFigures.ts';
import { benchmarkRemarks, benchmarkSummary, benchmarkTitle } from './benchmarkSummary.ts';
import { throughputTable, worstSamplesTable } from './benchmarkTables.ts';
import { environmentFacts } from './environmentFacts.ts';
import { spokenVariants, variantTable } from './variantTable.ts';

/**
 * A benchmark as Markdown: what came out, the tables behind all figures, and how it was measured.
 * @param texts of another language, by their codes
 */
export function benchmarkMarkdown(report: BenchmarkReport, texts?: Texts): string {
  const say = sayIn(texts);
  const variants = variantTable(report);
  const headed = (code: MessageCode, table: Table | undefined): readonly string[] =>
    table === undefined || table.rows.length === 0 || table.columns.length < 2
      ? []
      : [`## ${inline(say({ code, args: {} }))}`, markdownTable(table)];
  const { warnings, notes } = benchmarkRemarks(report);
  return [
    `# ${inline(say(benchmarkTitle(report)))}`,
    benchmarkSummary(report)
      .map((line) => `- ${inline(say(line))}`)
      .join('\n'),
    warnings.map((text) => `> **${inline(say(message('report.warning', { text })))}**`).join('\n\n'),
    notes.map((note) => `- ${inline(say(note))}`).join('\n'),
    ...headed('presentation.variants', spokenVariants(variants, 'main', say)),
    ...headed('presentation.details', spokenVariants(variants, 'detail', say)),
    ...headed('presentation.throughput', throughputTable(report, say)),
    ...headed('presentation.worst-samples', worstSamplesTable(report, say)),
    // What the figures of a trade-off show stands in the first table.
    ...benchmarkFigures(report, say)
      .filter(({ id }) => !id.startsWith('accuracy-'))
      .flatMap(({ title, table }) => [`## ${inline(title)}`, markdownTable(table)]),
    ...headed('presentation.environment', tableOfFacts(environmentFacts(report), say)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

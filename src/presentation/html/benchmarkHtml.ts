import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { benchmarkFigures } from '../benchmark/benchmarkFigures.ts';
import { benchmarkRemarks, benchmarkSummary } from '../benchmark/benchmarkSummary.ts';
import { throughputTable, worstSamplesTable } from '../benchmark/benchmarkTables.ts';
import { environmentFacts } from '../benchmark/environmentFacts.ts';
import { spokenVariants, variantTable } from '../benchmark/variantTable.ts';
import { type Drawing, draw } from '../drawing.ts';
import type { Say } from '../say.ts';
import { type Table, tableOfFacts } from '../table.ts';
import { section } from './htmlPage.ts';
import { htmlFigure, htmlTable, remarks, wordIn } from './htmlParts.ts';

/** What a page says of a benchmark: what came out, pictures with their tables, and how it was measured. */
export function benchmarkHtml(report: BenchmarkReport, say: Say): readonly Drawing[] {
  const word = wordIn(say);
  const variants = variantTable(report);
  const { warnings, notes } = benchmarkRemarks(report);
  const headed = (code: MessageCode, table: Table | undefined): readonly Drawing[] =>
    table === undefined || table.rows.length === 0 || table.columns.length < 2
      ? []
      : [section(word(code), htmlTable(table, word(code)))];
  return [
    draw('ul', {}, ...benchmarkSummary(report).map((line) => draw('li', {}, say(line)))),
    ...remarks(warnings, notes, say),
    ...headed('presentation.variants', spokenVariants(variants, 'main', say)),
    ...benchmarkFigures(report, say).map((figure) => section(figure.title, ...htmlFigure(figure, say))),
    ...headed('presentation.details', spokenVariants(variants, 'detail', say)),
    ...headed('presentation.throughput', throughputTable(report, say)),
    ...headed('presentation.worst-samples', worstSamplesTable(report, say)),
    ...headed('presentation.environment', tableOfFacts(environmentFacts(report), say)),
  ];
}

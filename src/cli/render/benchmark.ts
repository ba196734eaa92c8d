import { format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { benchmarkRemarks, benchmarkSummary, benchmarkTitle } from '../../presentation/benchmark/benchmarkSummary.ts';
import { throughputTable, worstSamplesTable } from '../../presentation/benchmark/benchmarkTables.ts';
import { spokenVariants, variantTable } from '../../presentation/benchmark/variantTable.ts';
import { sayIn } from '../../presentation/say.ts';
import type { Table, TableCell } from '../../presentation/table.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Worst samples that are shown of all: the files have the others. */
const shownSamples = 10;

/** What came out, in a line for each variant, the tables behind it, and what to look at before using the figures. */
export function renderBenchmark(report: BenchmarkReport, style: Style, width: number): string {
  const say = sayIn();
  const variants = variantTable(report);
  const worst = worstSamplesTable(report, say);
  const { warnings, notes } = benchmarkRemarks(report);
  return [
    style.strong(say(benchmarkTitle(report))),
    benchmarkSummary(report).map(say).join('\n'),
    tableText(spokenVariants(variants, 'main', say), style, width),
    tableText(spokenVariants(variants, 'detail', say), style, width),
    ...headed('presentation.throughput', throughputTable(report, say), style, width),
    ...headed(
      'presentation.worst-samples',
      worst && { ...worst, rows: worst.rows.slice(0, shownSamples) },
      style,
      width,
    ),
    [
      ...notes.map((note) => style.faint(format(message('report.note', { text: note })))),
      ...warnings.map((warning) => style.bad(format(message('report.warning', { text: warning })))),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headed(heading: MessageCode, found: Table | undefined, style: Style, width: number): readonly string[] {
  if (found === undefined) return [];
  return [`${style.strong(format({ code: heading, args: {} }))}\n${tableText(found, style, width)}`];
}

/** A table; where the terminal is too narrow, without what stands beside figures, and then turned. */
function tableText(found: Table, style: Style, width: number): string {
  if (found.columns.length < 2) return '';
  const columns = found.columns.map(({ heading, figures }) => ({
    heading,
    align: figures === true ? ('right' as const) : ('left' as const),
  }));
  const written = (cell: (cell: TableCell) => string) =>
    table(
      columns,
      found.rows.map((row) => row.map(cell)),
      style,
    );
  const whole = written(({ text }) => text);
  if (fits(whole, width)) return whole;
  const short = written(shortText);
  if (fits(short, width)) return short;
  const [, ...others] = columns;
  const names = found.rows.map((row) => row[0]?.text ?? '');
  return table(
    [{ heading: '' }, ...names.map((heading) => ({ heading, align: 'right' as const }))],
    others.map(({ heading }, index) => [heading, ...found.rows.map((row) => shortText(row[index + 1]!))]),
    style,
  );
}

function shortText({ text, lines }: TableCell): string {
  return lines?.[0] ?? text;
}

/** Letters for colours take no place, but tables have few: a line that is a little too short is no harm. */
function fits(text: string, width: number): boolean {
  return text.split('\n').every((line) => Array.from(line).length <= width);
}

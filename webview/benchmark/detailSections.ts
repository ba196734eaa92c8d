import { throughputTable } from '../../src/presentation/benchmark/benchmarkTables.ts';
import { environmentFacts } from '../../src/presentation/benchmark/environmentFacts.ts';
import { spokenVariants, variantTable } from '../../src/presentation/benchmark/variantTable.ts';
import { csvOfTable, type Table } from '../../src/presentation/table.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { formatMilliseconds } from '../../src/protocol/quantity.ts';
import { Attempts } from '../attempts.ts';
import { savedChart } from '../charts/savedChart.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { dataTable, factTable } from '../table/dataTable.ts';
import { scrollingTable } from '../table/shownTable.ts';
import type { BenchmarkContext } from './context.ts';

/** Everything else that is known of variants: loading, memory, parameters. A line a figure, so that many variants fit. */
export function detailsSection(context: BenchmarkContext): HTMLElement {
  const { report, say } = context;
  const title = say(message('presentation.details', {}));
  return tableSection(
    context,
    'details',
    title,
    transposed(spokenVariants(variantTable(report), 'detail', say), say(message('page.gain', {}))),
  );
}

/** How many samples a second, by batch and threads; undefined where that was not measured. */
export function throughputSection(context: BenchmarkContext): HTMLElement | undefined {
  const { report, say } = context;
  const table = throughputTable(report, say);
  return table && tableSection(context, 'throughput', say(message('presentation.throughput', {})), table);
}

/** In what surroundings and how it was measured. Closed until someone wants to know. */
export function makingSection({ report, say }: BenchmarkContext, open: boolean, toggled: () => void) {
  const title = say(message('presentation.environment', {}));
  const times = say(message('page.stages', {}));
  const columns = [
    { heading: say(message('page.stage', {})) },
    { heading: say(message('page.time', {})), align: 'right' },
  ] as const;
  const section = element(
    'details',
    { class: 'making', open },
    element('summary', {}, icon('chevron'), element('h2', {}, title)),
    factTable(
      title,
      environmentFacts(report).map(({ label, value }) => [say(label), say(value)]),
    ),
    element('h3', {}, times),
    dataTable(
      times,
      columns,
      report.timings.map(({ stage, seconds }) => [say(stage), formatMilliseconds(seconds * 1000)]),
    ),
  );
  section.addEventListener('toggle', toggled);
  return section;
}

function tableSection(context: BenchmarkContext, name: string, title: string, table: Table): HTMLElement {
  const attempts = new Attempts(context.say);
  const saving = savedChart(context, name, () => csvOfTable(table));
  const save = attempts.link(
    saving.table,
    () => saving.saveTable(saving.csv()),
    (said) => said,
  );
  return element(
    'section',
    { 'aria-label': title },
    element('h2', {}, title),
    scrollingTable(title, table),
    element('div', { class: 'actions' }, save, attempts.element),
  );
}

/** Rows as columns. @param heading of the names of the figures */
function transposed({ columns, rows }: Table, heading: string): Table {
  return {
    columns: [{ heading }, ...rows.map(([name]) => ({ heading: name!.text, figures: true }))],
    rows: columns.slice(1).map(({ heading: name }, index) => [{ text: name }, ...rows.map((row) => row[index + 1]!)]),
  };
}

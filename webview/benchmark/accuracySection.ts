import { realText } from '../../src/presentation/charts/realText.ts';
import type { Table } from '../../src/presentation/table.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { formatDecibels, formatDifference, formatShare } from '../../src/protocol/quantity.ts';
import type { BenchmarkAccuracy, BenchmarkVariant } from '../../src/protocol/result/benchmark.ts';
import type { ComparedMetric } from '../../src/protocol/result/evaluation.ts';
import { formatMetric } from '../../src/protocol/result/summary.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import { scrollingTable } from '../table/shownTable.ts';
import type { BenchmarkContext } from './context.ts';

/** How well the variant that is selected does what the original does: metrics, agreement, every output, the samples that suffer most. */
export function accuracySection({ report, say, selection }: BenchmarkContext): HTMLElement {
  const title = say(message('benchmarkPage.accuracy', {}));
  const about = element('p', { class: 'description', role: 'status' });
  const place = element('div', { class: 'columns' });
  const first = report.variants.findIndex(({ accuracy }) => accuracy !== undefined);
  let shown: number | undefined;
  selection.follow((selected) => {
    const has = selected !== undefined && report.variants[selected]?.accuracy !== undefined;
    const next = has ? selected : (shown ?? first);
    if (next === shown) return;
    shown = next;
    const { name, accuracy, exact } = report.variants[next]!;
    const { count, synthetic } = accuracy!.samples;
    const words = { variant: name, original: report.variants[0]!.name, count };
    const text = message(synthetic ? 'benchmarkPage.compared-synthetic' : 'benchmarkPage.compared', words);
    about.textContent = say(text);
    place.replaceChildren(...details(accuracy!, exact, say));
  });
  return element('section', { 'aria-label': title }, element('h2', {}, title), about, place);
}

function details(accuracy: BenchmarkAccuracy, exact: BenchmarkVariant['exact'], say: Say): readonly HTMLElement[] {
  const both = exact === undefined ? [accuracy] : [accuracy, exact];
  const tables = [
    [message('benchmarkPage.metrics', {}), metrics(both, say)],
    [message('benchmarkPage.outputs', {}), outputs(both, say)],
    [message('presentation.worst-samples', {}), worst(accuracy, say)],
  ] as const;
  return [
    ...tables
      .filter(([, { rows }]) => rows.length > 0)
      .map(([title, table]) => element('div', {}, element('h3', {}, say(title)), scrollingTable(say(title), table))),
    ...(exact === undefined
      ? []
      : [element('p', { class: 'description whole-row' }, say(message('benchmarkPage.exact-about', {})))]),
  ];
}

/** A figure as it runs and, where that is another, with weights as they are stored: a column each. */
function ways(both: readonly BenchmarkAccuracy[], label: string, say: Say): Table['columns'] {
  const headings = [label, say(message('presentation.exact', { label }))];
  return headings.slice(0, both.length).map((heading) => ({ heading, figures: true }));
}

function metrics(both: readonly BenchmarkAccuracy[], say: Say): Table {
  const [first] = both as readonly [BenchmarkAccuracy];
  const rows = first.metrics.map((metric, index) => [
    { text: say(metric.name) },
    ...both.map((each) => ({ text: metricText(each.metrics[index] ?? metric) })),
  ]);
  if (first.agreement !== undefined) {
    const cells = both.map(({ agreement }) => ({ text: agreement === undefined ? '–' : formatShare(agreement) }));
    rows.push([{ text: say(message('metric.agreement', {})) }, ...cells]);
  }
  const label = say(message('presentation.value', {}));
  return { columns: [{ heading: say(message('benchmarkPage.metric', {})) }, ...ways(both, label, say)], rows };
}

function metricText({ before, after, unit }: ComparedMetric): string {
  const difference = formatDifference((after - before) * (unit === 'share' ? 100 : 1));
  return `${formatMetric(before, unit)} → ${formatMetric(after, unit)} (${difference})`;
}

function outputs(both: readonly BenchmarkAccuracy[], say: Say): Table {
  const [first] = both as readonly [BenchmarkAccuracy];
  return {
    columns: [
      { heading: say(message('benchmarkPage.output', {})) },
      ...ways(both, say(message('summary.sqnr', {})), say),
      { heading: say(message('benchmarkPage.cosine', {})), figures: true },
      { heading: say(message('benchmarkPage.maximum-error', {})), figures: true },
    ],
    rows: first.outputs.map(({ output, cosine, maximumError }) => [
      { text: output },
      ...both.map(({ outputs: all }) => {
        const same = all.find((each) => each.output === output);
        return { text: same === undefined ? '–' : formatDecibels(same.sqnr) };
      }),
      { text: realText(cosine) },
      { text: realText(maximumError) },
    ]),
  };
}

function worst({ worst: samples }: BenchmarkAccuracy, say: Say): Table {
  const classifies = samples.some(({ changed }) => changed !== undefined);
  return {
    columns: [
      { heading: say(message('presentation.sample', {})) },
      { heading: say(message('presentation.sqnr', {})), figures: true },
      ...(classifies ? [{ heading: say(message('presentation.class-changed', {})) }] : []),
    ],
    rows: samples.map(({ sample, sqnr, changed }) => [
      { text: String(sample) },
      { text: formatDecibels(sqnr) },
      ...(classifies ? [{ text: say(message(changed === true ? 'presentation.yes' : 'presentation.no', {})) }] : []),
    ]),
  };
}

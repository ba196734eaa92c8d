import { message } from '../../protocol/messages/catalogue.ts';
import { formatMilliseconds } from '../../protocol/quantity.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { distributionChart, quantile } from '../charts/distributionChart.ts';
import { tickText } from '../charts/realText.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';

const shares = [0, 0.25, 0.75] as const;

/** How the latencies of variants are distributed; undefined where none was measured. */
export function latencyFigure(report: BenchmarkReport, say: Say): Figure | undefined {
  const measured = report.variants.flatMap(({ name, timings }) =>
    timings === undefined ? [] : [{ name, ...timings.latency }],
  );
  if (measured.length === 0) return undefined;
  const word = (
    code: 'presentation.p50' | 'presentation.p90' | 'presentation.p99' | 'presentation.middle-half',
  ): string => say(message(code, {}));
  const title = say(message('presentation.distributions', {}));
  const rows = measured.map(({ name, quantiles, p50, p90, p99, runs }) => {
    const figures = { p50: formatMilliseconds(p50.median), p90: formatMilliseconds(p90), p99: formatMilliseconds(p99) };
    return {
      ...{ name, quantiles, p50: p50.median, interval: p50, p90, p99, text: figures.p50 },
      description: say(message('presentation.distribution', { name, ...figures, runs })),
    };
  });
  const label = [title, ...rows.map(({ description }) => description)].join('. ');
  const key = {
    middle: word('presentation.middle-half'),
    p50: word('presentation.p50'),
    p90: word('presentation.p90'),
    p99: word('presentation.p99'),
  };
  const axis = { label: say(message('presentation.axis-milliseconds', {})), text: tickText };
  const headings = [
    'presentation.model',
    'presentation.minimum',
    'presentation.p25',
    'presentation.p50',
    'presentation.p75',
    'presentation.p90',
    'presentation.p99',
    'presentation.runs',
  ] as const;
  return {
    ...{ id: 'latency', title },
    ...(report.samples.synthetic && { caption: say(message('page.synthetic-data', {})) }),
    picture: (width) => distributionChart({ label, axis, rows, key }, width),
    table: {
      columns: headings.map((code, index) => ({ heading: say(message(code, {})), figures: index > 0 })),
      rows: measured.map(({ name, quantiles, p50, p90, p99, runs }) => {
        const [least, lower, upper] = shares.map((share) => quantile(quantiles, share));
        const times = [least, lower, p50.median, upper, p90, p99].map((value) =>
          value === undefined ? { text: '–' } : { text: formatMilliseconds(value), value },
        );
        return [{ text: name }, ...times, { text: String(runs), value: runs }];
      }),
    },
  };
}

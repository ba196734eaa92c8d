import { message } from '../../protocol/messages/catalogue.ts';
import { formatDecibels, rounded } from '../../protocol/quantity.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { Say } from '../say.ts';
import type { Table, TableCell } from '../table.ts';

/** Samples a second of every variant for each batch size and number of threads; undefined where it was not measured. */
export function throughputTable({ variants, samples }: BenchmarkReport, say: Say): Table | undefined {
  const all = variants.flatMap(({ timings }) => timings?.throughput ?? []);
  const settings = [...new Map(all.map(({ batch, threads }) => [`${batch} ${threads}`, { batch, threads }])).values()];
  if (settings.length === 0) return undefined;
  settings.sort((a, b) => a.batch - b.batch || a.threads - b.threads);
  const heading = (setting: (typeof settings)[number]): string => {
    const label = message('presentation.batch-threads', setting);
    return say(samples.synthetic ? message('page.figure-synthetic', { figure: label }) : label);
  };
  return {
    columns: [
      { heading: say(message('presentation.model', {})) },
      ...settings.map((setting) => ({ heading: heading(setting), figures: true })),
    ],
    rows: variants.flatMap(({ name, timings }) => {
      if (timings === undefined) return [];
      const cells = settings.map(({ batch, threads }): TableCell => {
        const found = timings.throughput.find((each) => each.batch === batch && each.threads === threads);
        if (found?.samplesPerSecond !== undefined) {
          return { text: `${rounded(found.samplesPerSecond)}/s`, value: found.samplesPerSecond };
        }
        return { text: found?.failure === undefined ? '–' : say(found.failure) };
      });
      return [[{ text: name }, ...cells]];
    }),
  };
}

/** The samples that suffer most, of every variant; undefined where none is known. */
export function worstSamplesTable({ variants }: BenchmarkReport, say: Say): Table | undefined {
  const rows = variants.flatMap(({ name, accuracy }) =>
    (accuracy?.worst ?? []).map(({ sample, sqnr, changed }): readonly TableCell[] => [
      { text: name },
      { text: String(sample), value: sample },
      { text: formatDecibels(sqnr), value: sqnr },
      { text: changed === undefined ? '–' : say(message(changed ? 'presentation.yes' : 'presentation.no', {})) },
    ]),
  );
  if (rows.length === 0) return undefined;
  return {
    columns: [
      { heading: say(message('presentation.model', {})) },
      { heading: say(message('presentation.sample', {})), figures: true },
      { heading: say(message('presentation.sqnr', {})), figures: true },
      { heading: say(message('presentation.class-changed', {})) },
    ],
    rows,
  };
}

import { message } from '../../protocol/messages/catalogue.ts';
import { formatMilliseconds } from '../../protocol/quantity.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { profileByOperator, profileParts } from '../profile/profileSums.ts';
import { barChart, type BarGroup } from '../charts/barChart.ts';
import { tickText } from '../charts/realText.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import { profiledPlaces } from './profiledPlaces.ts';

/** More operators, each with little time, say nothing; the table has them all. */
const most = 10;

/** Milliseconds of one run by operator. */
export interface OperatorTimes {
  readonly operator: string;
  /** For each variant that is shown; undefined where it has no such operator. */
  readonly milliseconds: readonly (number | undefined)[];
}

/** Where the time of variants goes by operator, the costliest first. @param places of variants that have a profile */
export function operatorTimes({ variants }: BenchmarkReport, places: readonly number[]): readonly OperatorTimes[] {
  const sums = places.map(
    (place) => new Map(profileByOperator(variants[place]!.profile!).map((sum) => [sum.name, sum.milliseconds])),
  );
  const operators = [...new Set(sums.flatMap((each) => [...each.keys()]))];
  return operators
    .map((operator) => ({ operator, milliseconds: sums.map((each) => each.get(operator)) }))
    .toSorted((a, b) => longest(b) - longest(a));
}

/**
 * Bars of operators and variants, with what no node asked for; undefined where nothing was profiled.
 * @param chosen places of the variants to show; the first four that were profiled when left out
 */
export function operatorFigure(report: BenchmarkReport, say: Say, chosen?: readonly number[]): Figure | undefined {
  const places = profiledPlaces(report, chosen);
  if (places.length === 0) return undefined;
  const times = operatorTimes(report, places);
  const overhead = places.map((place) => profileParts(report.variants[place]!.profile!).overhead);
  const title = say(message('presentation.by-operator', {}));
  const names = places.map((place) => report.variants[place]!.name);
  const rest = { operator: say(message('presentation.overhead', {})), milliseconds: overhead };
  const shown = [...times.filter((each) => longest(each) > 0).slice(0, most), ...(longest(rest) > 0 ? [rest] : [])];
  const groups = shown.map(({ operator, milliseconds }): BarGroup => ({
    name: operator,
    bars: milliseconds.map((value) => ({ value, text: value === undefined ? '–' : formatMilliseconds(value) })),
  }));
  const axis = { label: say(message('presentation.axis-milliseconds', {})), text: tickText };
  const label = say(message('presentation.by-operator-label', { variants: names.join(', '), count: groups.length }));
  return {
    ...{ id: 'operators', title },
    ...(times.length > most && {
      caption: say(message('presentation.costliest', { shown: most, count: times.length })),
    }),
    picture: (width) => barChart({ label, axis, series: names, groups }, width),
    table: {
      columns: [
        { heading: say(message('coverage.operator', {})) },
        ...names.map((heading) => ({ heading, figures: true })),
      ],
      rows: [...times, rest].map(({ operator, milliseconds }) => [
        { text: operator },
        ...milliseconds.map((value) =>
          value === undefined ? { text: '–' } : { text: formatMilliseconds(value), value },
        ),
      ]),
    },
  };
}

function longest({ milliseconds }: OperatorTimes): number {
  return Math.max(0, ...milliseconds.map((value) => value ?? 0));
}

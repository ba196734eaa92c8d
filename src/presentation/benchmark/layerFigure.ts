import { message } from '../../protocol/messages/catalogue.ts';
import { formatMilliseconds, formatRatio } from '../../protocol/quantity.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { NodeRun } from '../../protocol/result/profile.ts';
import { barChart, type BarGroup } from '../charts/barChart.ts';
import { tickText } from '../charts/realText.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import type { TableCell } from '../table.ts';
import { type LayerPair, layerPairs, type PairedTime } from './layerPairs.ts';

/** The picture shows the costliest; the table has all. */
const most = 12;

/**
 * Layers of two variants beside each other; undefined where one has no profile.
 * @param first @param second places of the variants in the report
 */
export function layerFigure(report: BenchmarkReport, first: number, second: number, say: Say): Figure | undefined {
  const pairs = layerPairs(report, first, second);
  if (pairs.length === 0) return undefined;
  const names = [first, second].map((place) => report.variants[place]!.name);
  const title = say(message('presentation.by-layer', { first: names[0]!, second: names[1]! }));
  const shown = pairs
    .filter((pair) => longest(pair) > 0)
    .toSorted((a, b) => longest(b) - longest(a))
    .slice(0, most);
  const groups = shown.map((pair): BarGroup => ({
    name: nameOf(pair, say),
    bars: [pair.first, pair.second].map((time) => ({ value: time?.milliseconds, text: timeText(time) })),
    note: say(changeText(pair)),
  }));
  const axis = { label: say(message('presentation.axis-milliseconds', {})), text: tickText };
  const label = say(message('presentation.by-layer-label', { title, count: groups.length }));
  return {
    ...{ id: 'layers', title },
    ...(pairs.length > shown.length && {
      caption: say(message('presentation.costliest', { shown: shown.length, count: pairs.length })),
    }),
    picture: (width) => barChart({ label, axis, series: names, groups }, width),
    table: {
      columns: [
        { heading: say(message('presentation.layer', {})) },
        { heading: say(message('coverage.operator', {})) },
        ...names.map((heading) => ({ heading, figures: true })),
        { heading: say(message('summary.change', {})) },
        ...names.map((name) => ({ heading: say(message('presentation.runs-as', { name })) })),
      ],
      rows: pairs.map((pair) => [
        { text: nameOf(pair, say) },
        { text: pair.operator },
        timeCell(pair.first),
        timeCell(pair.second),
        { text: say(changeText(pair)) },
        ...[pair.first, pair.second].map((time) => ({ text: runText(time?.runs, say) })),
      ]),
    },
  };
}

/** What became of the time of a layer, in words. */
function changeText({ kind, first, second }: LayerPair): Parameters<Say>[0] {
  if (second === undefined) return kind === 'layer' ? message('presentation.gone', {}) : '';
  if (first === undefined) return kind === 'added' ? message('presentation.added', {}) : '';
  if (first.milliseconds === 0 || second.milliseconds === 0) return '';
  const ratio = first.milliseconds / second.milliseconds;
  return ratio >= 1
    ? message('verdict.faster', { ratio: formatRatio(ratio) })
    : message('verdict.slower', { ratio: formatRatio(1 / ratio) });
}

function nameOf({ kind, name, second }: LayerPair, say: Say): string {
  if (kind === 'overhead') return say(message('presentation.overhead-of', { operator: name }));
  return kind === 'added'
    ? say(message('presentation.added-nodes', { operator: name, count: second!.nodes.length }))
    : name;
}

function longest({ first, second }: LayerPair): number {
  return Math.max(first?.milliseconds ?? 0, second?.milliseconds ?? 0);
}

function timeText(time: PairedTime | undefined): string {
  return time === undefined ? '–' : formatMilliseconds(time.milliseconds);
}

function timeCell(time: PairedTime | undefined): TableCell {
  return { text: timeText(time), value: time?.milliseconds };
}

function runText(runs: NodeRun | undefined, say: Say): string {
  return runs === undefined ? '–' : say(message(`presentation.runs-${runs}`, {}));
}

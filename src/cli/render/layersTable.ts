import { format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import { formatDecibels, formatDifference, formatShare, rounded } from '../../protocol/quantity.ts';
import type { OutputEffect, RankInterval, SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import type { Style } from './style.ts';
import { type Column, table } from './table.ts';

interface LayerColumn extends Column {
  readonly value: (layer: SensitiveLayer) => string | undefined;
  /** Where there is no room for names, columns go that have this, the greatest first. */
  readonly dispensable?: number;
}

const unknown = '–';
/** A name is never cut to fewer letters. */
const leastName = 12;
const gap = 2;

/**
 * Layers in this order, with what is known of them. Columns of which nothing is known are left out, and those that matter less where lines are
 * too short for the names; after that, names are cut.
 */
export function layersTable(layers: readonly SensitiveLayer[], style: Style, width: number): string {
  const metrics = metricColumns(layers);
  let columns = [...knownColumns(metrics.length > 0), ...metrics].filter(({ value }) =>
    layers.some((layer) => value(layer) !== undefined),
  );
  const wanted = Math.max(...layers.map((layer) => lettersOf(withoutOperator(nameOf(layer), layer.operator))));
  while (roomFor(columns, layers, width) < wanted) {
    const [least] = columns.toSorted((a, b) => (b.dispensable ?? 0) - (a.dispensable ?? 0));
    if (least?.dispensable === undefined) break;
    columns = columns.filter((each) => each !== least);
  }
  const room = Math.max(leastName, roomFor(columns, layers, width));
  const rows = layers.map((layer) =>
    columns.map(({ value }) => (value === nameOf ? shortened(layer, room) : (value(layer) ?? unknown))),
  );
  return table(columns, rows, style);
}

/** Letters that are left for names. */
function roomFor(columns: readonly LayerColumn[], layers: readonly SensitiveLayer[], width: number): number {
  let others = 0;
  for (const { heading, value } of columns) {
    if (value === nameOf) continue;
    others += gap + Math.max(lettersOf(heading), ...layers.map((layer) => lettersOf(value(layer) ?? unknown)));
  }
  return width - others;
}

/** @param withMetrics whether there is accuracy, so that changed answers say little more */
const knownColumns = (withMetrics: boolean): readonly LayerColumn[] => [
  { heading: '#', align: 'right', value: placeOf },
  { heading: word('cli.sensitivity-column-layer'), value: nameOf },
  { heading: word('cli.sensitivity-column-operator'), value: ({ operator }) => operator },
  { heading: word('cli.sensitivity-column-cause'), align: 'right', value: ({ cause }) => decibels(cause?.sqnr) },
  { heading: word('cli.sensitivity-column-symptom'), align: 'right', value: ({ symptom }) => decibels(symptom?.sqnr) },
  {
    heading: word('cli.sensitivity-column-weights'),
    align: 'right',
    dispensable: 1,
    value: ({ weights }) => decibels(weights?.sqnr),
  },
  {
    heading: word('cli.sensitivity-column-changed'),
    align: 'right',
    ...(withMetrics && { dispensable: 2 }),
    value: ({ cause }) => (cause?.changed === undefined ? undefined : formatShare(cause.changed)),
  },
  {
    heading: word('cli.sensitivity-column-divergence'),
    align: 'right',
    dispensable: 3,
    value: ({ cause }) => (cause?.divergence === undefined ? undefined : small(cause.divergence)),
  },
  {
    heading: word('cli.sensitivity-column-of-weights'),
    align: 'right',
    value: ({ causeOfWeights }) => decibels(causeOfWeights?.sqnr),
  },
  {
    heading: word('cli.sensitivity-column-of-activations'),
    align: 'right',
    value: ({ causeOfActivations }) => decibels(causeOfActivations?.sqnr),
  },
  { heading: word('cli.sensitivity-column-all-but'), align: 'right', value: ({ allBut }) => decibels(allBut?.sqnr) },
];

/** What each layer alone does to accuracy: shares in points. */
function metricColumns(layers: readonly SensitiveLayer[]): readonly LayerColumn[] {
  const metrics = layers.find(({ cause }) => cause !== undefined)?.cause?.metrics ?? [];
  return metrics.map(({ name }, index) => ({
    heading: format(name),
    align: 'right',
    value: ({ cause }) => change(cause, index),
  }));
}

function change(effect: OutputEffect | undefined, index: number): string | undefined {
  const metric = effect?.metrics[index];
  if (metric === undefined) return undefined;
  const difference = metric.after - metric.before;
  if (metric.unit !== 'share') return formatDifference(difference);
  return format(message('summary.points', { difference: formatDifference(100 * difference) }));
}

/** By what the layers are in order of: while causes are still being measured, there are no places by them. */
function placeOf({ cause, causeRank, symptomRank }: SensitiveLayer): string | undefined {
  const rank: RankInterval | undefined = cause === undefined ? symptomRank : causeRank;
  if (rank === undefined) return undefined;
  const { rank: place, low, high } = rank;
  return low === high ? String(place) : `${place} (${low}–${high})`;
}

function nameOf({ name, node }: SensitiveLayer): string {
  return name === '' ? node : name;
}

function decibels(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatDecibels(value);
}

/** Divergences are mostly far below one. */
function small(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1).replace('-', '−') : rounded(value);
}

/** The end of a path tells layers apart, its beginning tells where they are: the middle is left out. */
function shortened(layer: SensitiveLayer, room: number): string {
  const name = nameOf(layer);
  if (lettersOf(name) <= room) return name;
  const letters = Array.from(withoutOperator(name, layer.operator));
  if (letters.length <= room) return letters.join('');
  const first = Math.floor((room - 1) / 3);
  return `${letters.slice(0, first).join('')}…${letters.slice(letters.length - (room - 1 - first)).join('')}`;
}

/** Exporters end names with what has a column of its own. */
function withoutOperator(name: string, operator: string): string {
  return name.endsWith(`/${operator}`) ? name.slice(0, -operator.length - 1) : name;
}

function lettersOf(text: string): number {
  return Array.from(text).length;
}

function word(code: MessageCode): string {
  return format({ code, args: {} });
}

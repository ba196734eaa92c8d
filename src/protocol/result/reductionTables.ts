import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatCount, formatMilliseconds, formatShare, rounded } from '../quantity.ts';
import type { FactorizedLayer, PrunedGroup, Reduction, ReductionOf, SparseLayer, UntouchedLayer } from './reduction.ts';

/** A cell as people see it, with its number in the unit of the column where it has one. */
export interface ReductionCell {
  readonly text: string | Message;
  readonly value?: number;
}

export interface ReductionTable {
  readonly heading: Message;
  readonly columns: readonly { readonly heading: Message; readonly align?: 'right' }[];
  readonly rows: readonly (readonly ReductionCell[])[];
}

/** What a pass takes away, as people see it. */
export interface ReductionTables {
  readonly heading: Message;
  readonly summary: Message;
  /** What goes, then what is left as it is; tables without rows are left out. */
  readonly tables: readonly ReductionTable[];
}

/** What a pass took away or would take away: groups or layers, and what was left as it is, with the reasons. */
export function reductionTables(reduction: Reduction): ReductionTables {
  const { heading, summary, table } = reducedPart(reduction);
  return { heading, summary, tables: [table, untouchedTable(reduction)].filter(({ rows }) => rows.length > 0) };
}

function reducedPart(reduction: Reduction) {
  switch (reduction.kind) {
    case 'channels':
      return channelsPart(reduction);
    case 'weights':
      return weightsPart(reduction);
    case 'low-rank':
      return lowRankPart(reduction);
  }
}

function channelsPart({ groups }: ReductionOf<'channels'>) {
  const heading = message('pruning.channels', {});
  const shrunk = groups.filter(({ channels }) => channels.after < channels.before);
  const sum = (side: 'before' | 'after'): number => groups.reduce((all, { channels }) => all + channels[side], 0);
  return {
    heading,
    summary: message('pruning.channels-summary', {
      ...{ shrunk: shrunk.length, groups: groups.length },
      ...{ before: sum('before'), after: sum('after') },
    }),
    table: {
      heading,
      columns: [
        { heading: message('pruning.producers', {}) },
        { heading: message('pruning.consumers', {}) },
        { heading: message('pruning.channel-count', {}), align: 'right' },
        { heading: message('pruning.notes', {}) },
      ],
      rows: groups.map(groupRow),
    } satisfies ReductionTable,
  };
}

function groupRow({ producers, consumers, channels, notes }: PrunedGroup): readonly ReductionCell[] {
  return [
    { text: producers.map(nameOf).join(', ') },
    { text: consumers.map(nameOf).join(', ') },
    changed(channels, String),
    { text: joined(notes) },
  ];
}

function weightsPart({ layers }: ReductionOf<'weights'>) {
  const heading = message('pruning.weights', {});
  const weights = layers.reduce((sum, layer) => sum + layer.weights, 0);
  const zeros = layers.reduce((sum, layer) => sum + layer.zeros.after, 0);
  const withError = layers.some(({ error }) => error !== undefined);
  return {
    heading,
    summary: message('pruning.weights-summary', {
      ...{ layers: layers.length, zeros: formatCount(zeros), weights: formatCount(weights) },
      share: formatShare(weights === 0 ? 0 : zeros / weights),
    }),
    table: {
      heading,
      columns: [
        ...layerColumns,
        { heading: message('pruning.weight-count', {}), align: 'right' },
        { heading: message('pruning.zeros', {}), align: 'right' },
        { heading: message('summary.size', {}), align: 'right' },
        ...(withError ? [errorColumn] : []),
      ],
      rows: layers.map((layer) => [...sparseRow(layer), ...(withError ? [errorCell(layer.error)] : [])]),
    } satisfies ReductionTable,
  };
}

function sparseRow({ weights, zeros, bytes, ...layer }: SparseLayer): readonly ReductionCell[] {
  const shares = { before: zeros.before / weights, after: zeros.after / weights };
  return [
    ...layerCells(layer),
    { text: formatCount(weights), value: weights },
    changed(shares, formatShare),
    changed(bytes, formatBytes),
  ];
}

const forms = {
  product: message('pruning.form-product', {}),
  channel: message('pruning.form-channel', {}),
  spatial: message('pruning.form-spatial', {}),
} as const satisfies Record<FactorizedLayer['form'], Message>;

function lowRankPart({ layers }: ReductionOf<'low-rank'>) {
  const heading = message('pruning.low-rank', {});
  const timed = layers.some(({ milliseconds }) => milliseconds !== undefined);
  return {
    heading,
    summary: message('pruning.low-rank-summary', {
      ...{ applied: layers.filter(({ applied }) => applied).length, layers: layers.length },
    }),
    table: {
      heading,
      columns: [
        ...layerColumns,
        { heading: message('pruning.form', {}) },
        { heading: message('pruning.rank', {}), align: 'right' },
        { heading: message('pruning.summary-macs', {}), align: 'right' },
        { heading: message('pruning.summary-parameters', {}), align: 'right' },
        errorColumn,
        ...(timed ? [timeColumn] : []),
        { heading: message('pruning.applied', {}) },
        { heading: message('pruning.why', {}) },
      ],
      rows: layers.map((layer) => factorizedRow(layer, timed)),
    } satisfies ReductionTable,
  };
}

function factorizedRow(layer: FactorizedLayer, timed: boolean): readonly ReductionCell[] {
  const { form, rank, fullRank, macs, parameters, error, milliseconds, applied, reason } = layer;
  const time = milliseconds === undefined ? { text: '' } : changed(milliseconds, formatMilliseconds);
  return [
    ...layerCells(layer),
    { text: forms[form] },
    { text: message('pruning.rank-of', { rank, full: fullRank }), value: rank },
    ...[changed(macs, formatCount), changed(parameters, formatCount), errorCell(error)],
    ...(timed ? [time] : []),
    { text: applied ? message('pruning.yes', {}) : message('pruning.no', {}) },
    { text: reason },
  ];
}

function untouchedTable({ untouched }: Reduction): ReductionTable {
  const row = ({ reason, ...layer }: UntouchedLayer) => [...layerCells(layer), { text: reason }];
  return {
    heading: message('pruning.untouched', {}),
    columns: [...layerColumns, { heading: message('pruning.why', {}) }],
    rows: untouched.map(row),
  };
}

const layerColumns = [{ heading: message('pruning.layer', {}) }, { heading: message('coverage.operator', {}) }];
const errorColumn = { heading: message('pruning.error', {}), align: 'right' } as const;
const timeColumn = { heading: message('pruning.time', {}), align: 'right' } as const;

type Layer = Pick<UntouchedLayer, 'node' | 'name' | 'operator'>;

function layerCells(layer: Layer): readonly ReductionCell[] {
  return [{ text: nameOf(layer) }, { text: layer.operator }];
}

function nameOf({ node, name }: Layer): string {
  return name === '' ? node : name;
}

/** Its number is what is left. */
function changed(
  { before, after }: { readonly before: number; readonly after: number },
  text: (value: number) => string,
): ReductionCell {
  const shown = before === after ? text(after) : `${text(before)} → ${text(after)}`;
  return { text: shown, value: after };
}

/** Relative to the energy of what the layer gives: an error of 1 is as large as that itself. */
function errorCell(error: number | undefined): ReductionCell {
  return error === undefined ? { text: '' } : { text: rounded(error), value: error };
}

function joined(notes: readonly Message[]): Message {
  const [first = message('summary.nothing', {}), ...others] = notes;
  return others.reduce((line, part) => message('pruning.and', { line, part }), first);
}

import type { Message } from '../../../../src/protocol/messages/message.ts';
import type { Reduction, UntouchedLayer } from '../../../../src/protocol/result/reduction.ts';

/** A layer of the file, as a reduction names it. */
type Layer = Omit<UntouchedLayer, 'reason'>;

/** What would go of layers that belong together, or why nothing does. */
export interface ReductionRow {
  readonly id: string;
  /** Those that compute what goes. */
  readonly layers: readonly Layer[];
  readonly unit: 'channels' | 'weights' | 'rank';
  /** What there is before and after; absent where nothing goes. */
  readonly amount?: { readonly before: number; readonly after: number };
  readonly reasons: readonly Message[];
}

/** Everything that a reduction says, what goes first. */
export function reductionRows(reduction: Reduction): readonly ReductionRow[] {
  return [...changedRows(reduction), ...reduction.untouched.map((layer, place) => untouchedRow(layer, place))];
}

/** How many rows lose something. */
export function reducedRows(reduction: Reduction): number {
  return changedRows(reduction).filter(({ amount }) => amount !== undefined && amount.after < amount.before).length;
}

/** Of what there was, the share that goes; undefined where nothing is known of it. */
export function shareOf({ amount }: ReductionRow): number | undefined {
  return amount === undefined || amount.before === 0 ? undefined : 1 - amount.after / amount.before;
}

function changedRows(reduction: Reduction): readonly ReductionRow[] {
  switch (reduction.kind) {
    case 'channels':
      return reduction.groups.map(({ id, producers, channels, notes }) => ({
        ...{ id: `group:${id}`, layers: producers, unit: 'channels', amount: channels, reasons: notes },
      }));
    case 'weights':
      return reduction.layers.map((layer) => ({
        ...{ id: layer.node, layers: [layer], unit: 'weights', reasons: [] },
        amount: { before: layer.weights, after: layer.weights - layer.zeros.after },
      }));
    case 'low-rank':
      return reduction.layers.map((layer) => ({
        ...{ id: layer.node, layers: [layer], unit: 'rank', reasons: [layer.reason] },
        ...(layer.applied && { amount: { before: layer.fullRank, after: layer.rank } }),
      }));
  }
}

function untouchedRow({ reason, ...layer }: UntouchedLayer, place: number): ReductionRow {
  return { id: `untouched:${place}:${layer.node}`, layers: [layer], unit: 'channels', reasons: [reason] };
}

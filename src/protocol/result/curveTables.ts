import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatCount, formatDecibels, formatShare } from '../quantity.ts';
import type { CurvePoint, PruneCurve, PruneCurves, PruneTrade } from './pruneCurves.ts';

/** A table as people see it. */
export interface CurveTable {
  readonly columns: readonly { readonly heading: Message; readonly align?: 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

/** Points of the trade that are shown. */
const shownTrades = 9;

/** What becomes of the outputs as shares of single layers go: a line a layer, those first that bear it worst. */
export function curvesTable({ curves, options: { levels } }: Pick<PruneCurves, 'curves' | 'options'>): CurveTable {
  const levelsOf = Array.from({ length: levels }, (_, level) => (level + 1) / (levels + 1));
  return {
    columns: [
      { heading: message('pruneCurves.layers', {}) },
      { heading: message('pruneCurves.units', {}), align: 'right' },
      ...levelsOf.map((share) => ({
        heading: message('pruneCurves.without', { share: formatShare(share) }),
        align: 'right' as const,
      })),
    ],
    rows: worstCurvesFirst(curves).map(({ layers, units, points }) => [
      layers.map(({ name, node }) => name || node).join(', '),
      formatCount(units),
      ...levelsOf.map((share) => pointText(pointNear(points, share, 1 / (levels + 1)))),
    ]),
  };
}

/** Which shares of all layers together lose least: from nothing to all, evenly picked. */
export function tradesTable({
  trades,
  macs,
  parameters,
}: Pick<PruneCurves, 'trades' | 'macs' | 'parameters'>): CurveTable {
  return {
    columns: [
      { heading: message('pruneCurves.macs-left', {}), align: 'right' },
      { heading: message('pruneCurves.parameters-left', {}), align: 'right' },
      { heading: message('pruneCurves.expected', {}), align: 'right' },
      { heading: message('pruneCurves.reduced', {}), align: 'right' },
    ],
    rows: evenly(trades, shownTrades).map((trade) => [
      formatShare(macs === 0 ? 0 : trade.macs / macs),
      formatShare(parameters === 0 ? 0 : trade.parameters / parameters),
      formatDecibels(trade.sqnr),
      String(Object.keys(trade.shares).length),
    ]),
  };
}

/** Those first whose outputs are worst where half of them goes. */
export function worstCurvesFirst(curves: readonly PruneCurve[]): readonly PruneCurve[] {
  return curves.toSorted((one, other) => inTheMiddle(one) - inTheMiddle(other));
}

/** The point at which half of it goes, or the nearest to that. */
export function middlePoint({ points }: PruneCurve): CurvePoint | undefined {
  return pointNear(points, 0.5, 1);
}

function inTheMiddle(curve: PruneCurve): number {
  return middlePoint(curve)?.effect.sqnr ?? Number.POSITIVE_INFINITY;
}

/** Whole channels are not any share: the nearest within half a step. */
export function pointNear(points: readonly CurvePoint[], share: number, step: number): CurvePoint | undefined {
  const near = points.filter((point) => Math.abs(point.share - share) <= step / 2);
  return near.toSorted((one, other) => Math.abs(one.share - share) - Math.abs(other.share - share))[0];
}

function pointText(point: CurvePoint | undefined): string {
  return point === undefined ? '' : formatDecibels(point.effect.sqnr);
}

function evenly(trades: readonly PruneTrade[], most: number): readonly PruneTrade[] {
  if (trades.length <= most) return trades;
  return Array.from({ length: most }, (_, place) => trades[Math.round((place * (trades.length - 1)) / (most - 1))]!);
}

import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatCount, formatDecibels, formatShare } from '../../../../src/protocol/quantity.ts';
import { pointNear } from '../../../../src/protocol/result/curveTables.ts';
import type { CurvePoint, PruneCurve } from '../../../../src/protocol/result/pruneCurves.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import type { RankedColumns, Ranking } from '../ranking/rankedBars.ts';

/** Shares that layers were measured at, rising; whole channels are near to one of them. */
export function levelsOf(curves: readonly PruneCurve[]): readonly number[] {
  const most = Math.max(0, ...curves.map(({ points }) => points.length));
  return Array.from({ length: most }, (_, level) => (level + 1) / (most + 1));
}

/** Layers by what becomes of the outputs without a share of them, the worst first. */
export function curvesRanking(say: Say, curves: readonly PruneCurve[], share: number): Ranking<PruneCurve> {
  const levels = levelsOf(curves);
  const value = (curve: PruneCurve): number => at(curve, share, levels)?.effect.sqnr ?? Number.NaN;
  const compare = (one: PruneCurve, other: PruneCurve): number => {
    const [first, second] = [value(one), value(other)];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    return first - second;
  };
  const known = curves.filter((curve) => !Number.isNaN(value(curve))).toSorted(compare);
  return {
    ...{ rows: curves, by: String(share), measure: { unit: 'decibels', strong: 'low' }, value, compare },
    places: new Map(known.map(({ id }, index) => [id, index + 1])),
    columns: (made) => curveColumns(say, made, levels, share),
    pictured: (curve) => ({
      ...{ operator: operatorsOf(curve), name: namesOf(curve) },
      value: Number.isNaN(value(curve)) ? '' : formatDecibels(value(curve)),
    }),
  };
}

/** What the layers of a curve are called. */
export function namesOf({ layers }: PruneCurve): string {
  return layers.map(({ name, node }) => name || node).join(', ');
}

function operatorsOf({ layers }: PruneCurve): string {
  return [...new Set(layers.map(({ operator }) => operator))].join(', ');
}

function at({ points }: PruneCurve, share: number, levels: readonly number[]): CurvePoint | undefined {
  return pointNear(points, share, 1 / (levels.length + 1));
}

function curveColumns(
  say: Say,
  { row, place, bars }: RankedColumns<PruneCurve>,
  levels: readonly number[],
  share: number,
): readonly SizedColumn<string>[] {
  const decibels = (id: string, level: number): number => at(row(id), level, levels)?.effect.sqnr ?? Number.NaN;
  return [
    {
      ...{ id: 'place', heading: say(message('findings.place', {})), width: 48, figures: true },
      ...{ text: (id) => String(place(id) ?? ''), value: (id) => place(id) ?? Number.NaN },
    },
    { id: 'operator', heading: say(message('reduction.operator', {})), width: 104, text: (id) => operatorsOf(row(id)) },
    { id: 'layers', heading: say(message('reduction.layers', {})), width: 240, text: (id) => namesOf(row(id)) },
    {
      ...{ id: 'units', heading: say(message('pruneCurves.units', {})), width: 136, figures: true },
      ...{ text: (id) => formatCount(row(id).units), value: (id) => row(id).units },
    },
    {
      ...{ id: 'bar', width: 320, grows: true, text: () => '', value: (id) => decibels(id, share) },
      heading: say(message('reduction.curves-bar', { share: formatShare(share) })),
      fill: (cell, id) => bars.fill(cell, id, decibels(id, share)),
      fillHeading: (cell) => bars.fillHeading(cell),
    },
    ...levels.map((level): SizedColumn<string> => ({
      ...{ id: `without-${level}`, width: 104, figures: true, value: (id) => decibels(id, level) },
      heading: say(message('pruneCurves.without', { share: formatShare(level) })),
      text: (id) => (Number.isNaN(decibels(id, level)) ? '' : formatDecibels(decibels(id, level))),
    })),
  ];
}

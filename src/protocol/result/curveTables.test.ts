import { describe, expect, it } from 'vitest';
import { curvesTable, tradesTable, worstCurvesFirst } from './curveTables.ts';
import type { PruneCurve, PruneTrade } from './pruneCurves.ts';

const point = (share: number, sqnr: number) => ({
  ...{ share, parameters: 1000 * (1 - share), macs: 1e6 * (1 - share) },
  effect: { sqnr, outputs: [], metrics: [] },
});
const curve = (id: string, ...points: PruneCurve['points']): PruneCurve => ({
  ...{ id, layers: [{ node: id, name: '', operator: 'Conv' }], units: 10, points },
});

describe('the table of curves', () => {
  it('has the worst first, each point in the column of its share, and nothing where nothing was measured', () => {
    const curves = [curve('good', point(0.3, 40), point(0.5, 30)), curve('bad', point(0.2, 12), point(0.7, 3))];
    const { columns, rows } = curvesTable({ curves, options: { levels: 3, samples: 1 } });
    expect(columns).toHaveLength(5);
    expect(rows).toEqual([
      ['bad', '10', '12 dB', '', '3 dB'],
      ['good', '10', '40 dB', '30 dB', ''],
    ]);
    expect(worstCurvesFirst([...curves].reverse()).map(({ id }) => id)).toEqual(['bad', 'good']);
  });
});

describe('the table of trades', () => {
  it('goes from nothing to all in few lines', () => {
    const trades = Array.from({ length: 41 }, (_, place): PruneTrade => ({
      shares: Object.fromEntries(Array.from({ length: place }, (_each, layer) => [String(layer), 0.5])),
      ...{ macs: 1e6 - 2e4 * place, parameters: 1000, sqnr: place === 0 ? Infinity : 60 - place },
    }));
    const { rows } = tradesTable({ trades, macs: 1e6, parameters: 1000 });
    expect(rows).toHaveLength(9);
    expect(rows[0]).toEqual(['100 %', '100 %', expect.stringContaining('∞'), '0']);
    expect(rows.at(-1)).toEqual(['20 %', '100 %', '20 dB', '40']);
  });
});

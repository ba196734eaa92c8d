import { type LayerPair, layerPairs } from '../../../src/presentation/benchmark/layerPairs.ts';
import type { Table } from '../../../src/presentation/table.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import { formatMilliseconds } from '../../../src/protocol/quantity.ts';
import type { BenchmarkReport } from '../../../src/protocol/result/benchmark.ts';
import type { Say } from '../../page.ts';
import type { SizedColumn } from '../../table/columns.ts';

/** Which variants are compared, by their places in the report. */
export interface Compared {
  readonly before: number;
  readonly after: number;
}

/** A layer of two variants, with what every report says of it. */
export interface LayerRow {
  readonly pair: LayerPair;
  readonly cells: Table['rows'][number];
}

/** The layers of two variants. @param table what every report says of these two */
export function layerRows(report: BenchmarkReport, { before, after }: Compared, table: Table): readonly LayerRow[] {
  return layerPairs(report, before, after).map((pair, index) => ({ pair, cells: table.rows[index]! }));
}

/** Pixels, in the order of the columns. */
const widths = [260, 140, 120, 120, 132, 148, 148] as const;
const change = 4;

/** The columns of every report, and how much longer each layer takes. */
export function layerColumns({ columns }: Table, say: Say): readonly SizedColumn<LayerRow>[] {
  const shown = columns.map(({ heading, figures = false }, index): SizedColumn<LayerRow> => ({
    ...{ id: `column-${index}`, heading, figures, width: widths[index] ?? 120, grows: index === 0 },
    text: ({ cells }) => cells[index]!.text,
    ...(figures && { value: ({ cells }) => cells[index]!.value ?? Number.NaN }),
    ...(index === change && { value: ratio }),
  }));
  const longer: SizedColumn<LayerRow> = {
    ...{ id: 'difference', heading: say(message('benchmarkPage.difference', {})), width: 100, figures: true },
    ...{ value: difference, text: (row) => signedTime(difference(row)) },
  };
  return shown.toSpliced(change, 0, longer);
}

/** Milliseconds that a layer takes longer; what one of both does not have takes it nothing. */
export function difference({ pair: { first, second } }: LayerRow): number {
  return (second?.milliseconds ?? 0) - (first?.milliseconds ?? 0);
}

/** NaN where there is nothing to divide. */
function ratio({ pair: { first, second } }: LayerRow): number {
  if (first === undefined || second === undefined || first.milliseconds === 0) return Number.NaN;
  return second.milliseconds / first.milliseconds;
}

function signedTime(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  return `${milliseconds < 0 ? '−' : '+'}${formatMilliseconds(Math.abs(milliseconds))}`;
}

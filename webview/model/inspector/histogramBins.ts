import type { CsvTable } from '../../../src/protocol/csv.ts';
import { realText } from '../../../src/presentation/charts/realText.ts';
import { dataTable } from '../../table/dataTable.ts';
import type { ViewContext } from './context.ts';

/** Counts in bins of one width from `low` to `high`. */
export interface BinnedValues {
  readonly low: number;
  readonly high: number;
  readonly counts: ArrayLike<number>;
}

/** Halves, because the difference of two float64 may be more than a float64. */
function edgeOf({ low, high, counts }: BinnedValues, bin: number): number {
  return low + (high / counts.length - low / counts.length) * bin;
}

/** From where to where a bin is. */
export function binRange(values: BinnedValues, bin: number): { readonly from: string; readonly to: string } {
  return { from: realText(edgeOf(values, bin)), to: realText(edgeOf(values, bin + 1)) };
}

/** The bin that a value is in; the nearest one of a value outside. */
export function binAt({ low, high, counts }: BinnedValues, value: number): number {
  const bin = low < high ? Math.floor(((value - low) / (high - low)) * counts.length) : 0;
  return Math.min(counts.length - 1, Math.max(0, bin));
}

/** The bin with most elements. */
export function fullestBin({ counts }: BinnedValues): number {
  let fullest = 0;
  for (let bin = 1; bin < counts.length; bin++) if (counts[bin]! > counts[fullest]!) fullest = bin;
  return fullest;
}

/** A bin and what is in it, in words. */
export function binText(context: ViewContext, values: BinnedValues, bin: number): string {
  const count = values.counts[bin]!.toLocaleString(context.opened.language);
  return context.word('inspector.bin', { ...binRange(values, bin), count });
}

/** The bins as a table that is read. */
export function binTable(context: ViewContext, values: BinnedValues): HTMLElement {
  return dataTable(
    context.word('inspector.histogram'),
    headings(context).map((heading) => ({ heading, align: 'right' })),
    Array.from(values.counts, (count, bin) => {
      const { from, to } = binRange(values, bin);
      return [from, to, count.toLocaleString(context.opened.language)];
    }),
  );
}

/** The bins as a table that is saved. */
export function binData(context: ViewContext, values: BinnedValues): CsvTable {
  return {
    columns: headings(context),
    rows: Array.from(values.counts, (count, bin) => [edgeOf(values, bin), edgeOf(values, bin + 1), count]),
  };
}

function headings(context: ViewContext): readonly string[] {
  return [context.word('inspector.bin-from'), context.word('inspector.bin-to'), context.word('inspector.elements')];
}

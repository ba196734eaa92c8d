import type { Sort } from '../table/rowOrder.ts';

/** What of a long table a person set. */
export interface TableState {
  readonly sort: Sort | undefined;
  /** Pixels by the ids of columns. */
  readonly widths: Readonly<Record<string, number>>;
}

/** What of the page of a benchmark a person set, kept while it is hidden. Variants are known by their names: the file may change. */
export interface BenchmarkState {
  readonly variant: string | undefined;
  readonly variants: TableState;
  /** What is set against what. */
  readonly axes: { readonly x: string | undefined; readonly y: string | undefined };
  readonly layers: TableState & {
    readonly before: string | undefined;
    readonly after: string | undefined;
    readonly filter: string;
    /** Pixels. */
    readonly scroll: number;
  };
  /** Whether it is shown how it was made. */
  readonly making: boolean;
  /** Pixels. */
  readonly scroll: number;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readBenchmarkState(kept: unknown): BenchmarkState {
  const { variant, variants, axes, layers, making, scroll } = fieldsOf(fieldsOf(kept)['benchmark']);
  const { before, after, filter, scroll: layersScroll } = fieldsOf(layers);
  const { x, y } = fieldsOf(axes);
  return {
    variant: textOf(variant),
    variants: tableState(variants),
    axes: { x: textOf(x), y: textOf(y) },
    layers: {
      ...tableState(layers),
      ...{ before: textOf(before), after: textOf(after), filter: textOf(filter) ?? '', scroll: pixels(layersScroll) },
    },
    making: making === true,
    scroll: pixels(scroll),
  };
}

function tableState(kept: unknown): TableState {
  const { sort, widths } = fieldsOf(kept);
  const { column, descending } = fieldsOf(sort);
  const isSort = typeof column === 'string' && typeof descending === 'boolean';
  const all = Object.entries(fieldsOf(widths));
  return {
    sort: isSort ? { column, descending } : undefined,
    widths: Object.fromEntries(all.filter((each): each is [string, number] => pixels(each[1]) > 0)),
  };
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}

function textOf(kept: unknown): string | undefined {
  return typeof kept === 'string' ? kept : undefined;
}

function pixels(kept: unknown): number {
  return typeof kept === 'number' && kept >= 0 ? kept : 0;
}

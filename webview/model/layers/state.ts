import type { Sort } from '../../table/rowOrder.ts';

/** What of the table a person set, kept while the page is hidden. */
export interface LayersState {
  readonly filter: string;
  readonly sort: Sort | undefined;
  /** Pixels. */
  readonly scroll: number;
  /** Ids of columns that are not shown. */
  readonly hidden: readonly string[];
  /** Pixels by the ids of columns, of those that the person set. */
  readonly widths: Readonly<Record<string, number>>;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readState(kept: unknown): LayersState {
  const { filter, sort, scroll, hidden, widths } = fieldsOf(kept);
  return {
    filter: typeof filter === 'string' ? filter : '',
    sort: readSort(sort),
    scroll: isPixels(scroll) ? scroll : 0,
    hidden: Array.isArray(hidden) ? hidden.filter((id): id is string => typeof id === 'string') : [],
    widths: Object.fromEntries(
      Object.entries(fieldsOf(widths)).filter((each): each is [string, number] => isPixels(each[1])),
    ),
  };
}

function readSort(kept: unknown): Sort | undefined {
  const { column, descending } = fieldsOf(kept);
  return typeof column === 'string' && typeof descending === 'boolean' ? { column, descending } : undefined;
}

function isPixels(kept: unknown): kept is number {
  return typeof kept === 'number' && Number.isFinite(kept) && kept >= 0;
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}

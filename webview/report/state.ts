import type { Sort } from '../table/rowOrder.ts';

/** What of the page a person set, kept while it is hidden. */
export interface ReportState {
  readonly filter: string;
  readonly sort: Sort | undefined;
  /** Whether it is shown how the model was made. */
  readonly making: boolean;
  /** Pixels. */
  readonly scroll: { readonly page: number; readonly nodes: number };
}

const initial: ReportState = { filter: '', sort: undefined, making: false, scroll: { page: 0, nodes: 0 } };

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readState(kept: unknown): ReportState {
  const { filter, sort, making, scroll } = fieldsOf(kept);
  const { page, nodes } = fieldsOf(scroll);
  return {
    filter: typeof filter === 'string' ? filter : initial.filter,
    sort: readSort(sort),
    making: making === true,
    scroll: { page: pixels(page), nodes: pixels(nodes) },
  };
}

function readSort(kept: unknown): Sort | undefined {
  const { column, descending } = fieldsOf(kept);
  return typeof column === 'string' && typeof descending === 'boolean' ? { column, descending } : undefined;
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}

function pixels(kept: unknown): number {
  return typeof kept === 'number' && kept >= 0 ? kept : 0;
}

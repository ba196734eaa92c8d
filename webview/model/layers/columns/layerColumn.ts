import type { SizedColumn } from '../../../table/columns.ts';
import type { FilterColumn } from '../filter/conditions.ts';

/** A column of the table of layers: it is shown, sorted by and filtered by. Rows are nodes, by their numbers in the model. */
export interface LayerColumn extends SizedColumn<number>, FilterColumn {
  readonly value: (node: number) => number;
}

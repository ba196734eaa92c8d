import type { Message } from '../../../src/protocol/messages/message.ts';
import { comparison } from '../../table/columns.ts';
import { nextSort, orderRows, type Sort } from '../../table/rowOrder.ts';
import type { LayerColumn } from './columns/layerColumn.ts';
import type { FilterColumn, Predicate } from './filter/conditions.ts';
import { readFilter } from './filter/readFilter.ts';

/** What a {@link LayerRows} knows at first. */
export interface LayerRowsOptions {
  readonly nodeCount: number;
  readonly language: string;
  /** What of a node is searched for words, in lower case. */
  readonly searched: (node: number) => string;
  readonly filter: string;
  readonly sort: Sort | undefined;
}

/**
 * Which nodes are shown, and in which order. Figures that come change neither: rows keep their places until the person sorts
 * or filters.
 */
export class LayerRows {
  private readonly all: readonly number[];
  private searchedTexts: (string | undefined)[];
  private columns: readonly LayerColumn[] = [];
  private toCome: readonly FilterColumn[] = [];
  private filterText: string;
  private sorted: Sort | undefined;
  private matches: Predicate | undefined;
  private wrong: Message | undefined;
  private shown: readonly number[];
  /** The same, to look a node up. */
  private shownSet: ReadonlySet<number> | undefined;

  constructor(private readonly options: LayerRowsOptions) {
    this.all = Array.from({ length: options.nodeCount }, (_, node) => node);
    this.shown = this.all;
    this.searchedTexts = new Array<undefined>(options.nodeCount);
    this.filterText = options.filter;
    this.sorted = options.sort;
  }

  /** The nodes that are shown, in their order. */
  get nodes(): readonly number[] {
    return this.shown;
  }

  isShown(node: number): boolean {
    return (this.shownSet ??= new Set(this.shown)).has(node);
  }

  get filter(): string {
    return this.filterText;
  }

  /** Why not all of the filter can be understood. */
  get mistake(): Message | undefined {
    return this.wrong;
  }

  get sort(): Sort | undefined {
    return this.sorted;
  }

  /** Takes the columns there are by now; rows keep their places. @returns whether a filter that waited for one has come into force */
  setColumns(columns: readonly LayerColumn[], toCome: readonly FilterColumn[]): boolean {
    this.columns = columns;
    this.toCome = toCome;
    const waited = this.wrong !== undefined;
    this.readFilter();
    return waited && this.wrong === undefined;
  }

  setFilter(text: string): void {
    this.filterText = text;
    this.readFilter();
    this.arrange();
  }

  /** By a column; again by the same, the other way; then as the nodes are in the model. */
  sortBy(column: string): void {
    const figures = this.columns.find(({ id }) => id === column)?.figures === true;
    // The numbers of the nodes are the order in which they come already.
    this.sorted = nextSort(this.sorted, column, figures);
    this.arrange();
  }

  /** Filters and sorts by the figures of now. */
  arrange(): void {
    this.shownSet = undefined;
    this.shown = orderRows(this.all, { matches: this.matches, compare: this.comparison() });
  }

  /** Whether {@link arrange} would change nothing. */
  isArranged(): boolean {
    const { matches, shown } = this;
    if (matches !== undefined && !(shown.every(matches) && this.all.filter(matches).length === shown.length))
      return false;
    const compare = this.comparison();
    return compare === undefined || shown.every((node, index) => index === 0 || compare(shown[index - 1]!, node) <= 0);
  }

  /** Finds out what of a node is searched for words, before it is needed. */
  prepareSearch(node: number): void {
    this.searched(node);
  }

  /** Texts of nodes are others than they were. */
  forgetTexts(): void {
    this.searchedTexts = new Array<undefined>(this.options.nodeCount);
  }

  private readFilter(): void {
    const filter = readFilter(this.filterText, {
      columns: [...this.columns, ...this.toCome],
      searched: (node) => this.searched(node),
    });
    this.wrong = filter.mistake;
    this.matches = filter.matches;
  }

  private comparison(): ((a: number, b: number) => number) | undefined {
    const column = this.columns.find(({ id }) => id === this.sorted?.column);
    const { language } = this.options;
    return column && comparison(column, this.sorted?.descending === true, { language, textOf: column.text });
  }

  private searched(node: number): string {
    return (this.searchedTexts[node] ??= this.options.searched(node));
  }
}

import { message } from '../../src/protocol/messages/catalogue.ts';
import type { Say } from '../page.ts';
import { comparison, type SizedColumn } from '../table/columns.ts';
import { nextSort, type Sort } from '../table/rowOrder.ts';
import { SelectableTable } from '../table/selectableTable.ts';
import type { Difference, Figure } from './differences.ts';

/** What a table of differences is told at first, and whom it tells. */
export interface DifferenceTableOptions {
  readonly say: Say;
  /** As BCP 47 has it. */
  readonly language: string;
  readonly selected: (difference: Difference) => void;
}

/** All that differs, a line each: sorted by its headings, walked by keys. */
export class DifferenceTable {
  readonly element: HTMLElement;
  private readonly table: SelectableTable<Difference>;
  private readonly columns: readonly SizedColumn<Difference>[];
  private all: readonly Difference[] = [];
  private shown: readonly Difference[] = [];
  private sort: Sort | undefined;

  constructor(private readonly options: DifferenceTableOptions) {
    const { say } = options;
    this.columns = columnsOf(say);
    this.table = new SelectableTable<Difference>({
      id: 'differences',
      label: say(message('compare.table', {})),
      description: say(message('compare.table-help', {})),
      widths: {},
      sortBy: ({ id, figures = false }) => {
        this.sort = nextSort(this.sort, id, figures);
        this.show();
      },
      selected: ([first]) => {
        if (first !== undefined) options.selected(first);
      },
      key: () => false,
      changed: () => undefined,
    });
    this.element = this.table.element;
    this.table.showColumns(this.columns);
  }

  /** What is shown, in its order. */
  get rows(): readonly Difference[] {
    return this.shown;
  }

  /** Shows other differences in place of those before. */
  showRows(rows: readonly Difference[]): void {
    this.all = rows;
    this.show();
  }

  /** Marks a line that was chosen by other means; undefined for none. */
  select(difference: Difference | undefined): void {
    this.table.select(difference === undefined ? [] : [difference]);
  }

  dispose(): void {
    this.table.dispose();
  }

  private show(): void {
    const { language } = this.options;
    const column = this.columns.find(({ id }) => id === this.sort?.column);
    const descending = this.sort?.descending === true;
    const compare = column && comparison(column, descending, { language, textOf: column.text });
    this.shown = compare === undefined ? this.all : this.all.toSorted(compare);
    this.table.showRows(this.shown, this.sort);
  }
}

/** What becomes less or more stands by how much. */
function growth({ before, after }: Figure): number {
  return Math.abs(after - before);
}

function columnsOf(say: Say): readonly SizedColumn<Difference>[] {
  return [
    {
      ...{ id: 'kind', heading: say(message('compare.kind', {})), width: 104 },
      text: ({ verdict }) => say(message(`compare.${verdict}`, {})),
      mark: ({ verdict }) => `verdict ${verdict}`,
    },
    { id: 'operator', heading: say(message('compare.operator', {})), width: 168, text: ({ operator }) => operator },
    { id: 'name', heading: say(message('compare.name', {})), width: 240, grows: true, text: ({ name }) => name },
    { id: 'what', heading: say(message('compare.what', {})), width: 176, text: ({ what }) => what },
    {
      ...{ id: 'typeAndShape', heading: say(message('compare.type-shape', {})), width: 272 },
      text: ({ typeAndShape }) => typeAndShape,
    },
    {
      ...{ id: 'parameters', heading: say(message('compare.parameters', {})), width: 128, figures: true },
      text: ({ parameters }) => parameters.text,
      value: ({ parameters }) => growth(parameters),
    },
    {
      ...{ id: 'bytes', heading: say(message('compare.bytes', {})), width: 144, figures: true },
      text: ({ bytes }) => bytes.text,
      value: ({ bytes }) => growth(bytes),
    },
  ];
}

import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { comparison, type SizedColumn } from '../../../table/columns.ts';
import { nextSort, type Sort } from '../../../table/rowOrder.ts';
import { SelectableTable, type SelectableTableOptions } from '../../../table/selectableTable.ts';
import type { OpenedModel } from '../../opened.ts';
import { readTableState } from '../state.ts';
import { Bars } from './bars.ts';
import { barsSvg, type PicturedLayer } from './barsSvg.ts';
import { layerColumns, nameOf } from './layerColumns.ts';
import { LayerOrder } from './layerOrder.ts';
import { compareBy, measuredSignals, type Signal, signalKinds } from './signals.ts';

/** What the bars start with, and whom they tell of gestures. */
export interface RankedBarsOptions extends Pick<SelectableTableOptions<string>, 'selected' | 'key' | 'changed'> {
  readonly kept: unknown;
  /** The rows are in another order. */
  readonly arranged: () => void;
}

/**
 * A bar for each layer, the worst first: a chart of any length, of which only the bars in view exist, and its table at once. Rows are
 * layers, by their ids.
 */
export class RankedBars {
  readonly table: SelectableTable<string>;
  private readonly order = new LayerOrder();
  private readonly bars = new Bars();
  private columns: readonly SizedColumn<string>[] = [];
  private signal: Signal = 'cause';
  /** By a column, or as they hurt. */
  private sort: Sort | undefined;
  private places: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: RankedBarsOptions,
  ) {
    const { say } = opened;
    const { kept, changed, selected, key } = options;
    this.table = new SelectableTable<string>({
      ...{ id: 'sensitivity', label: say(message('findings.sensitivity', {})), ...readTableState(kept) },
      ...{ changed, selected, key, description: say(message('findings.sensitivity-help', {})) },
      sortBy: ({ id, figures }) => {
        this.sort = nextSort(this.sort, id, figures === true && id !== 'place');
        this.arrange();
      },
    });
  }

  /** In the order in which they are shown. */
  get layers(): readonly SensitiveLayer[] {
    return this.order.all;
  }

  /** How many of them were measured. */
  get measured(): number {
    return this.places.size;
  }

  /** Whether {@link arrange} would change nothing of note. */
  get isArranged(): boolean {
    return this.order.isArranged(this.comparison());
  }

  layer(id: string): SensitiveLayer | undefined {
    return this.order.layer(id);
  }

  /** Shows what is known by now. Rows keep their places, unless they are to be ranked anew. */
  show(layers: readonly SensitiveLayer[], signal: Signal, isNew: boolean): void {
    const { order, bars, opened } = this;
    // Rows first: those that went have no texts any more.
    if (order.take(layers)) this.table.showRows(order.ids, this.sort, 'stay');
    const isOther = signal !== this.signal;
    this.signal = signal;
    const { decibels, strong } = signalKinds[signal];
    this.places = placesOf(layers, signal);
    bars.show(new Map(layers.map((layer) => [layer.node, decibels(layer) ?? Number.NaN])), strong);
    this.columns = layerColumns({
      ...{ say: opened.say, signal, measured: measuredSignals(layers), layers, bars, layer: (id) => order.layer(id)! },
      place: (id) => this.places.get(id),
    });
    this.table.showColumns(this.columns);
    if (isNew || isOther) this.arrange();
  }

  /** Puts the rows into the order that follows from what is known now. */
  arrange(): void {
    this.order.arrange(this.comparison());
    this.table.showRows(this.order.ids, this.sort);
    this.options.arranged();
  }

  /** The theme is another. */
  dress(): void {
    this.bars.dress();
    this.table.refresh();
  }

  /** All of them as the text of an SVG file. */
  picture(title: string): string {
    const { decibels } = signalKinds[this.signal];
    const layers = this.layers.map((layer): PicturedLayer => {
      const value = decibels(layer);
      return {
        ...{ place: String(this.places.get(layer.node) ?? ''), operator: layer.operator, name: nameOf(layer) },
        ...{ decibels: value, bar: this.bars.bar(layer.node, value ?? Number.NaN) },
      };
    });
    return barsSvg(title, layers, this.bars.scale, this.bars.theme);
  }

  private comparison(): (one: SensitiveLayer, other: SensitiveLayer) => number {
    const { sort } = this;
    const column = this.columns.find(({ id }) => id === sort?.column);
    if (sort === undefined || column === undefined) return compareBy(this.signal);
    const { language } = this.opened;
    const compare = comparison(column, sort.descending, { language, textOf: (id: string) => column.text(id) });
    return (one, other) => compare(one.node, other.node);
  }
}

/** Places from 1 on, of all layers that were measured. */
function placesOf(layers: readonly SensitiveLayer[], signal: Signal): ReadonlyMap<string, number> {
  const { decibels, rank } = signalKinds[signal];
  const ranked = layers.filter((layer) => decibels(layer) !== undefined).toSorted(compareBy(signal));
  return new Map(ranked.map((layer, index) => [layer.node, rank?.(layer)?.rank ?? index + 1]));
}

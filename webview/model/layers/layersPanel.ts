import './layers.css';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { element, linkButton } from '../../element.ts';
import { SelectableTable } from '../../table/selectableTable.ts';
import type { OpenedModel } from '../opened.ts';
import { ColumnChoice } from './columnChoice.ts';
import { figureColumns, figuresToCome } from './columns/figureColumns.ts';
import type { LayerColumn } from './columns/layerColumn.ts';
import { ModelColumns } from './columns/modelColumns.ts';
import { nameOf } from './columns/nodeNames.ts';
import { sums } from './columns/sums.ts';
import { FilterField } from './filterField.ts';
import { inSlices } from './inSlices.ts';
import { LayerRows } from './layerRows.ts';
import { NodeWalk } from './nodeWalk.ts';
import { readState } from './state.ts';
import { StatusLine } from './statusLine.ts';
import { type Walked, walkOf } from './walkKeys.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface LayersPanelOptions {
  /** A {@link LayersPanel.state} of before. */
  readonly kept: unknown;
  /** The state is another. */
  readonly changed: () => void;
  /** Leads back to the graph. */
  readonly leave: () => void;
  readonly openInspector: () => void;
}

/**
 * Every node of a model as a row, with a column for each figure: to sort, to filter, to select from, and to walk the graph with
 * a keyboard and a screen reader.
 */
export class LayersPanel {
  /** Fills what it is put into. */
  readonly element: HTMLElement;
  private readonly modelColumns: ModelColumns;
  private readonly rows: LayerRows;
  private readonly table: SelectableTable<number>;
  private readonly filter: FilterField;
  private readonly status: StatusLine;
  private readonly columns: ColumnChoice;
  private readonly walk: NodeWalk;
  private readonly nothing = element('p', { class: 'layers-nothing description' });
  private readonly ends: readonly (() => void)[];
  private sums: readonly Message[] = [];
  /** Whether figures have come that would order the rows in another way. */
  private isStale = false;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: LayersPanelOptions,
  ) {
    const { say, language, prepared, figures, selection, shapes } = opened;
    const { nodeCount } = prepared.model;
    const { changed } = options;
    const { filter, sort, scroll, hidden, widths } = readState(options.kept);
    this.modelColumns = new ModelColumns(opened);
    this.walk = new NodeWalk(prepared.model);
    const searched = (node: number): string => this.modelColumns.searched(node);
    this.rows = new LayerRows({ nodeCount, language, searched, filter, sort });
    this.table = new SelectableTable({
      ...{ id: 'layer', label: say(message('layers.label', {})), description: say(message('layers.help', {})) },
      ...{ widths, changed },
      sortBy: ({ id }) => {
        this.rows.sortBy(id);
        this.showRows();
      },
      selected: (nodes, added) => this.selected(nodes, added),
      key: (event, active) => this.key(event, active),
    });
    const filterBy = (text: string): void => this.filterBy(text);
    this.filter = new FilterField({ say, filter, filterBy, leave: () => this.table.focus() });
    this.status = new StatusLine(say, () => this.sortAgain());
    this.columns = new ColumnChoice({
      ...{ say, figures, hidden, columns: () => this.allColumns() },
      changed: () => {
        this.showColumns();
        changed();
      },
      tell: (text) => this.status.tell(text),
    });
    const bar = element('div', { class: 'layers-bar' }, this.filter.element, this.status.element, this.columns.element);
    this.element = element(
      'section',
      { class: 'layers', 'aria-label': say(message('layers.label', {})) },
      ...(nodeCount > 0 ? [bar, this.table.element] : []),
      this.nothing,
    );
    this.ends = [
      figures.listen(() => this.showColumns()),
      shapes.listen(() => this.followShapes()),
      selection.listen((_, origin) => this.followSelection(origin === 'layers')),
      // So that the first letter of a filter has not to wait for it.
      inSlices(nodeCount, (node) => this.rows.prepareSearch(node)),
    ];
    this.element.addEventListener('keydown', (event) => this.leaveOrFilter(event));
    this.table.element.addEventListener('contextmenu', (event) => this.columns.openAtHeading(event));
    this.showColumns();
    this.rows.arrange();
    this.showRows();
    this.followSelection(false);
    if (scroll > 0) this.table.scroll = scroll;
  }

  /** What the person set, as JSON. */
  get state(): object {
    const { filter, sort } = this.rows;
    const { scroll, columnWidths } = this.table;
    return { filter, ...(sort && { sort }), scroll, hidden: this.columns.hidden, widths: columnWidths };
  }

  focus(): void {
    this.table.focus();
  }

  focusFilter(): void {
    this.filter.focus();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.columns.dispose();
    this.table.dispose();
  }

  private allColumns(): readonly LayerColumn[] {
    return [...this.modelColumns.all, ...figureColumns(this.opened.figures.all, this.opened.say)];
  }

  private showColumns(): void {
    const { figures, say } = this.opened;
    const columns = this.allColumns();
    const isFilterNew = this.rows.setColumns(columns, figuresToCome(figures.all, say));
    this.table.showColumns(columns.filter(({ id }) => this.columns.isShown(id)));
    if (isFilterNew) this.sortAgain();
    else this.tellFigures();
  }

  private followShapes(): void {
    this.modelColumns.forget();
    this.rows.forgetTexts();
    this.table.refresh();
    this.tellFigures();
  }

  private followSelection(isOwn: boolean): void {
    if (!isOwn) this.table.select(this.opened.selection.nodes);
    this.status.tell('');
    this.showStatus();
  }

  private filterBy(text: string): void {
    this.rows.setFilter(text);
    this.showRows();
  }

  private sortAgain(): void {
    this.rows.arrange();
    this.showRows();
  }

  private showRows(): void {
    this.table.showRows(this.rows.nodes, this.rows.sort);
    this.sums = this.sumsShown();
    this.isStale = false;
    this.showStatus();
    this.showNothing();
    this.options.changed();
  }

  /** Figures are others, and rows as they were. */
  private tellFigures(): void {
    this.sums = this.sumsShown();
    this.isStale = !this.rows.isArranged();
    this.showStatus();
  }

  private sumsShown(): readonly Message[] {
    const { figures, say } = this.opened;
    return sums(figures.all, this.rows.nodes, say);
  }

  private showStatus(): void {
    const { selection, prepared } = this.opened;
    this.filter.showMistake(this.rows.mistake);
    this.status.show({
      ...{ shown: this.rows.nodes.length, all: prepared.model.nodeCount, selected: selection.nodes.length },
      ...{ sums: this.sums, isStale: this.isStale },
    });
  }

  private showNothing(): void {
    const isEmpty = this.opened.prepared.model.nodeCount === 0;
    this.nothing.hidden = this.rows.nodes.length > 0;
    this.nothing.replaceChildren(...(isEmpty ? [this.opened.say(message('layers.empty', {}))] : this.noMatch()));
  }

  private noMatch(): readonly (string | Node)[] {
    const { say } = this.opened;
    const clear = linkButton(say(message('layers.clear-filter', {})), () => {
      this.filter.text = '';
      this.filter.focus();
    });
    return [say(message('layers.no-match', { filter: this.rows.filter })), ' ', clear];
  }

  private selected(nodes: ReadonlySet<number>, added: boolean): void {
    const { selection } = this.opened;
    const others = added ? selection.items.filter(({ kind }) => kind !== 'node') : [];
    selection.set([...others, ...Array.from(nodes, (node) => ({ kind: 'node' as const, node }))], 'layers');
  }

  /** @returns whether the key was one of the panel's own */
  private key(event: KeyboardEvent, active: number | undefined): boolean {
    const walked = walkOf(event);
    if (active === undefined) return false;
    if (walked !== undefined) this.walkFrom(active, walked);
    else if (event.key === 'Enter') {
      if (!this.opened.selection.nodes.includes(active)) this.table.goTo(active);
      this.options.openInspector();
    } else return false;
    return true;
  }

  private leaveOrFilter(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') this.options.leave();
    else if (event.key === '/' && !this.filter.element.contains(event.target as Node)) this.filter.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private walkFrom(active: number, { relation, by }: Walked): void {
    const step = this.walk.step(active, relation, by, (node) => this.rows.isShown(node));
    if (step === undefined) return this.status.tell(message(`layers.no-${relation}`, {}));
    const { model } = this.opened.prepared;
    const node = `${model.operator(step.node)} ${nameOf(model, step.node)}`;
    if (!this.rows.isShown(step.node)) return this.status.tell(message('layers.neighbour-hidden', { node }));
    this.table.goTo(step.node);
    this.status.tell(message(`layers.to-${relation}`, { position: step.position, count: step.count, node }));
  }
}

import '../findingsPanel.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Reduction } from '../../../../src/protocol/result/reduction.ts';
import { button } from '../../../controls/controls.ts';
import { element } from '../../../element.ts';
import { comparison } from '../../../table/columns.ts';
import { nextSort, orderRows, type Sort } from '../../../table/rowOrder.ts';
import { SelectableTable } from '../../../table/selectableTable.ts';
import type { OpenedModel } from '../../opened.ts';
import { reductionLines } from '../../reduction/reductionPreview.ts';
import type { Item } from '../../selection.ts';
import { EmptyState } from '../emptyState.ts';
import { readTableState } from '../state.ts';
import { Warnings } from '../warnings.ts';
import { whenShown } from '../whenShown.ts';
import { reductionColumns } from './reductionColumns.ts';
import { type ReductionRow, reductionRows } from './reductionRows.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface ReductionPanelOptions {
  /** A {@link ReductionPanel.state} of before. */
  readonly kept: unknown;
  readonly changed: () => void;
  readonly openInspector: () => void;
  /** Leads to the form. */
  readonly prune: () => void;
}

/** What would be taken away: of which layers how much, and why the others stay as they are. */
export class ReductionPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly table: SelectableTable<string>;
  private readonly summary = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly notes: Warnings;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly ends: readonly (() => void)[];
  private rows: ReadonlyMap<string, ReductionRow> = new Map();
  private shown: Reduction | undefined;
  private sort: Sort | undefined;

  constructor(
    private readonly opened: OpenedModel,
    { kept, changed, prune, openInspector }: ReductionPanelOptions,
  ) {
    const { say, findings, selection } = opened;
    this.table = new SelectableTable<string>({
      ...{ id: 'reduction', label: say(message('reduction.table', {})), changed, ...readTableState(kept) },
      description: say(message('reduction.table-help', {})),
      sortBy: ({ id, figures }) => {
        this.sort = nextSort(this.sort, id, figures === true);
        this.arrange();
      },
      selected: (ids) => this.selected(ids),
      key: (event) => {
        if (event.key !== 'Enter') return false;
        openInspector();
        return true;
      },
    });
    this.notes = new Warnings(say);
    this.empty = new EmptyState(say(message('reduction.open-form', {})), prune);
    const open = button('secondary', say(message('reduction.open-form', {})), prune);
    const bar = element('div', { class: 'findings-bar' }, this.summary, open);
    this.content = element('div', { class: 'findings-content' }, bar, this.notes.element, this.table.element);
    this.element.setAttribute('aria-label', say(message('findings.tab-reduction', {})));
    this.element.append(this.content, this.empty.element);
    this.ends = [
      findings.listen(() => this.drawn.ask()),
      selection.listen((_, origin) => {
        if (origin !== 'findings') this.showSelection();
      }),
    ];
    this.drawn.ask();
  }

  /** What the person set, as JSON. */
  get state(): object {
    return { widths: this.table.columnWidths };
  }

  focus(): void {
    this.table.focus();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.drawn.end();
    this.table.dispose();
  }

  private draw(): void {
    const { findings, say } = this.opened;
    const { reduction } = findings;
    this.content.hidden = reduction === undefined;
    this.empty.element.hidden = reduction !== undefined;
    if (reduction === undefined) {
      this.shown = undefined;
      this.empty.show(say(message('reduction.none-yet', {})), false);
      return;
    }
    if (this.shown === reduction) return;
    this.shown = reduction;
    const text = reductionLines(say, reduction).join(' · ');
    this.summary.textContent = text;
    this.summary.title = text;
    this.notes.show(reduction.notes);
    this.rows = new Map(reductionRows(reduction).map((row) => [row.id, row]));
    this.arrange();
    this.showSelection();
  }

  private arrange(): void {
    const { say, language } = this.opened;
    const columns = reductionColumns(say, (id) => this.rows.get(id)!);
    const column = columns.find(({ id }) => id === this.sort?.column);
    const compare =
      column && comparison(column, this.sort!.descending, { language, textOf: (id: string) => column.text(id) });
    this.table.showRows(orderRows([...this.rows.keys()], { matches: undefined, compare }), this.sort);
    this.table.showColumns(columns);
  }

  private selected(ids: ReadonlySet<string>): void {
    const nodes = new Set([...ids].flatMap((id) => this.nodesOf(this.rows.get(id))));
    this.opened.selection.set(
      [...nodes].map((node): Item => ({ kind: 'node', node })),
      'findings',
    );
  }

  /** Marks every row of which a layer is selected. */
  private showSelection(): void {
    const chosen = new Set(this.opened.selection.nodes);
    const rows = [...this.rows.values()].filter((row) => this.nodesOf(row).some((node) => chosen.has(node)));
    this.table.select(new Set(rows.map(({ id }) => id)));
  }

  private nodesOf(row: ReductionRow | undefined): readonly number[] {
    return (row?.layers ?? []).flatMap(({ node }) => this.opened.findings.nodeOf(node) ?? []);
  }
}

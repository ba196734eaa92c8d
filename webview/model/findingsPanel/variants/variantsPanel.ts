import '../findingsPanel.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../../../src/protocol/userError.ts';
import type { ReportBeside } from '../../../../src/protocol/webview/reportBeside.ts';
import { button, setEnabled } from '../../../controls/controls.ts';
import { element } from '../../../element.ts';
import { comparison } from '../../../table/columns.ts';
import { nextSort, orderRows, type Sort } from '../../../table/rowOrder.ts';
import { SelectableTable } from '../../../table/selectableTable.ts';
import type { Notices } from '../../notices.ts';
import type { OpenedModel } from '../../opened.ts';
import { EmptyState } from '../emptyState.ts';
import { readTableState } from '../state.ts';
import { Warnings } from '../warnings.ts';
import { whenShown } from '../whenShown.ts';
import { variantColumns } from './variantColumns.ts';
import { type VariantRow, variantRows } from './variantRows.ts';

/** What the panel starts with, and whom it tells. */
export interface VariantsPanelOptions {
  /** A {@link VariantsPanel.state} of before. */
  readonly kept: unknown;
  readonly changed: () => void;
  readonly notices: Notices;
  /** There are so many variants by now. */
  readonly counted: (count: number) => void;
}

/** Models that were made of the one that is open, or measured with it, by the reports that lie beside it. */
export class VariantsPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly table: SelectableTable<string>;
  private readonly measured = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly warnings: Warnings;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly actions: Readonly<Record<'report' | 'model' | 'compare', HTMLElement>>;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly left = new AbortController();
  private asking = new AbortController();
  private reports: readonly ReportBeside[] | undefined;
  private rows: ReadonlyMap<string, VariantRow> = new Map();
  private sort: Sort | undefined;
  private selected: string | undefined;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: VariantsPanelOptions,
  ) {
    const { say } = opened;
    const { kept, changed } = options;
    this.table = new SelectableTable<string>({
      ...{ id: 'variants', label: say(message('performance.variants', {})), isSingle: true, changed },
      ...{ description: say(message('performance.variants-help', {})), ...readTableState(kept) },
      sortBy: ({ id, figures }) => {
        this.sort = nextSort(this.sort, id, figures === true);
        this.arrange();
      },
      selected: ([id]) => this.choose(id),
      key: (event) => this.key(event),
    });
    this.actions = {
      report: button('secondary', say(message('performance.open-report', {})), () => void this.openReport()),
      model: button('secondary', say(message('performance.open-model', {})), () => void this.openVariant('alone')),
      compare: button('secondary', say(message('performance.compare', {})), () => void this.openVariant('beside')),
    };
    const benchmark = button('secondary', say(message('performance.benchmark', {})), () => void this.benchmark());
    this.warnings = new Warnings(say);
    this.empty = new EmptyState(say(message('performance.benchmark', {})), () => void this.benchmark());
    const bar = element('div', { class: 'findings-bar' }, this.measured, ...Object.values(this.actions), benchmark);
    this.content = element('div', { class: 'findings-content' }, bar, this.warnings.element, this.table.element);
    this.element.setAttribute('aria-label', say(message('findings.tab-variants', {})));
    this.element.append(this.content, this.empty.element);
    this.drawn.ask();
    void this.ask();
  }

  /** What the person set, as JSON. */
  get state(): object {
    return { widths: this.table.columnWidths };
  }

  focus(): void {
    this.table.focus();
  }

  /** Reports came, went or are others. */
  renew(): void {
    void this.ask();
  }

  dispose(): void {
    this.left.abort();
    this.asking.abort();
    this.drawn.end();
    this.table.dispose();
  }

  /** Asks the editor for the reports; what was asked before is out of date. */
  private async ask(): Promise<void> {
    this.asking.abort();
    const own = (this.asking = new AbortController());
    try {
      const reports = await this.opened.request('reportsBeside', null, own.signal);
      if (own.signal.aborted) return;
      this.reports = reports;
      this.rows = new Map(variantRows(reports).map((row) => [row.id, row]));
      this.options.counted(this.rows.size);
      this.drawn.ask();
    } catch (error) {
      if (!own.signal.aborted) this.fail(error);
    }
  }

  private draw(): void {
    const { say } = this.opened;
    const { reports, rows } = this;
    const unreadable = (reports ?? []).flatMap((each) => (each.kind === 'unreadable' ? [each] : []));
    const isEmpty = rows.size === 0 && unreadable.length === 0;
    this.content.hidden = isEmpty;
    this.empty.element.hidden = !isEmpty;
    if (isEmpty) {
      const code = reports === undefined ? 'performance.reading-reports' : 'performance.no-variants';
      this.empty.show(say(message(code, {})), reports === undefined);
      return;
    }
    this.measured.textContent = say(message('performance.variants-said', { variants: rows.size }));
    // Reasons name the file.
    this.warnings.show(unreadable.map(({ reason }) => reason));
    this.arrange();
  }

  private arrange(): void {
    const { say, language } = this.opened;
    const columns = variantColumns(say, language, (id) => this.rows.get(id)!);
    const column = columns.find(({ id }) => id === this.sort?.column);
    const compare =
      column && comparison(column, this.sort!.descending, { language, textOf: (id: string) => column.text(id) });
    this.table.showRows(orderRows([...this.rows.keys()], { matches: undefined, compare }), this.sort);
    this.table.showColumns(columns);
    this.choose(this.selected);
  }

  private choose(id: string | undefined): void {
    this.selected = id !== undefined && this.rows.has(id) ? id : undefined;
    this.table.select(this.selected === undefined ? [] : [this.selected]);
    const row = this.row;
    setEnabled(this.actions.report, row !== undefined);
    // The open one is here already.
    for (const action of [this.actions.model, this.actions.compare]) {
      setEnabled(action, row !== undefined && !row.model.isOpen);
    }
  }

  private key(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' || this.row === undefined) return false;
    void (this.row.model.isOpen ? this.openReport() : this.openVariant('alone'));
    return true;
  }

  private get row(): VariantRow | undefined {
    return this.selected === undefined ? undefined : this.rows.get(this.selected);
  }

  private async openReport(): Promise<void> {
    const { row } = this;
    if (row !== undefined) await this.attempt(() => this.opened.request('openReport', { report: row.report }));
  }

  private async openVariant(how: 'alone' | 'beside'): Promise<void> {
    const { row } = this;
    if (row === undefined) return;
    const { report, model } = row;
    await this.attempt(() => this.opened.request('openVariant', { report, path: model.path, how }));
  }

  /** Of the open model and of every model of the reports that can be told from it. */
  private async benchmark(): Promise<void> {
    const others = [...this.rows.values()].filter(({ model }) => !model.isOpen);
    const variants = others.map(({ report, model }) => ({ report, path: model.path }));
    await this.attempt(() => this.opened.request('benchmark', { variants }));
  }

  private async attempt(ask: () => Promise<null>): Promise<void> {
    this.options.notices.takeBack('variants');
    try {
      await ask();
    } catch (error) {
      if (!this.left.signal.aborted) this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.options.notices.show('variants', 'error', this.opened.say(error.detail));
  }
}

import '../findingsPanel.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatMilliseconds } from '../../../../src/protocol/quantity.ts';
import type { MixedFront, MixedPoint } from '../../../../src/protocol/result/mixed.ts';
import { PointChart } from '../../../charts/pointChart.ts';
import { button, setEnabled } from '../../../controls/controls.ts';
import { dropdown } from '../../../controls/dropdown.ts';
import { element } from '../../../element.ts';
import { comparison } from '../../../table/columns.ts';
import { nextSort, orderRows, type Sort } from '../../../table/rowOrder.ts';
import { SelectableTable } from '../../../table/selectableTable.ts';
import type { OpenedModel } from '../../opened.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import type { Item } from '../../selection.ts';
import { EmptyState } from '../emptyState.ts';
import { saveMenu } from '../saveMenu.ts';
import { readTableState, readWord } from '../state.ts';
import type { VariantMaking } from '../variantMaking.ts';
import { Warnings } from '../warnings.ts';
import { whenShown } from '../whenShown.ts';
import { frontContent } from './frontContent.ts';
import { type Cost, costs } from './places.ts';
import { pointColumns } from './pointColumns.ts';
import { pointsCsv } from './pointsCsv.ts';
import { measureText } from './pointTexts.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface TradeOffPanelOptions {
  /** A {@link TradeOffPanel.state} of before. */
  readonly kept: unknown;
  readonly isRunning: boolean;
  readonly changed: () => void;
  readonly openInspector: () => void;
  readonly search: () => void;
  readonly variants: VariantMaking;
  /** Says that something is done. */
  readonly tell: (text: string) => void;
}

/** Models between float and integer: what they reach against what they cost, as a plot and as a table with one selection. */
export class TradeOffPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly chart: PointChart;
  private readonly table: SelectableTable<number>;
  private readonly measured = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly save: HTMLElement;
  private readonly warnings: Warnings;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly unlisten: () => void;
  private cost: Cost;
  private points: ReadonlyMap<number, MixedPoint> = new Map();
  private rows: readonly number[] = [];
  private sort: Sort | undefined;
  private selected: number | undefined;
  private isRunning: boolean;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: TradeOffPanelOptions,
  ) {
    const { say, findings } = opened;
    const { kept, changed, search, tell } = options;
    this.isRunning = options.isRunning;
    this.cost = readWord(kept, 'cost', costs) ?? 'latency';
    const label = say(message('findings.points', {}));
    this.chart = new PointChart({ id: 'trade-off-point', label, choose: (id) => this.choose(id) });
    this.table = new SelectableTable<number>({
      ...{ id: 'trade-off-row', label, description: say(message('findings.points-help', {})), isSingle: true, changed },
      ...readTableState(kept),
      sortBy: ({ id, figures }) => {
        this.sort = nextSort(this.sort, id, figures === true && id !== 'place');
        this.arrange();
      },
      selected: ([id]) => this.choose(id),
      key: (event) => this.key(event),
    });
    this.save = button('secondary', say(message('findings.save-model', {})), () => void this.makeVariant());
    this.warnings = new Warnings(say);
    this.empty = new EmptyState(say(message('findings.search', {})), search);
    const csv = savedChart(opened, 'trade-off', () => pointsCsv(findings.front!, say));
    const bar = element('div', { class: 'findings-bar' }, this.costChoice(), this.measured, this.save);
    bar.append(saveMenu({ say, tell, saving: csv, picture: () => this.picture() }));
    const body = element('div', { class: 'trade-off' }, this.chart.element, this.table.element);
    this.content = element('div', { class: 'findings-content' }, bar, this.warnings.element, body);
    this.element.setAttribute('aria-label', say(message('findings.tab-trade-off', {})));
    this.element.append(this.content, this.empty.element);
    this.unlisten = findings.listen(() => this.drawn.ask());
    this.drawn.ask();
  }

  /** What the person set, as JSON. */
  get state(): object {
    return { cost: this.cost, widths: this.table.columnWidths };
  }

  focus(): void {
    this.table.focus();
  }

  showRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.drawn.ask();
  }

  dispose(): void {
    this.unlisten();
    this.drawn.end();
    this.chart.dispose();
    this.table.dispose();
  }

  private draw(): void {
    const { front } = this.opened.findings;
    const isEmpty = front === undefined || front.points.length === 0;
    this.content.hidden = isEmpty;
    this.empty.element.hidden = !isEmpty;
    if (isEmpty) {
      const code = this.isRunning ? 'findings.no-points-yet' : 'findings.no-trade-off';
      this.empty.show(this.opened.say(message(code, {})), this.isRunning);
      return;
    }
    this.showPoints(front);
    this.showHeader(front);
  }

  private showPoints(front: MixedFront): void {
    const { say } = this.opened;
    this.points = new Map(front.points.map((point) => [point.id, point]));
    if (this.selected !== undefined && !this.points.has(this.selected)) this.selected = undefined;
    // Rows first: those that went have no texts any more.
    const kept = this.rows.filter((id) => this.points.has(id));
    const came = [...this.points.keys()].filter((id) => !kept.includes(id));
    if (kept.length !== this.rows.length || came.length > 0) {
      this.rows = [...kept, ...came];
      this.table.showRows(this.rows, this.sort, 'stay');
    }
    this.table.showColumns(pointColumns(say, front, (id) => this.points.get(id)!));
    this.chart.show(frontContent(front, this.cost, say));
    this.chart.select(this.selected);
  }

  private showHeader({ float, measure, points, warnings }: MixedFront): void {
    const { say } = this.opened;
    const { samples } = points[0]!.accuracy;
    const texts = [
      message('findings.float-model', {
        value: measureText(float.value, measure.unit),
        latency: formatMilliseconds(float.milliseconds),
        size: formatBytes(float.bytes),
      }),
      samples.synthetic
        ? message('page.samples-synthetic', { count: samples.count })
        : message('findings.samples', { count: samples.count }),
    ];
    const text = texts.map((each) => say(each)).join(' · ');
    if (this.measured.textContent !== text) this.measured.textContent = text;
    this.measured.title = text;
    this.warnings.show(warnings);
    this.showAction();
  }

  private arrange(): void {
    const { front } = this.opened.findings;
    if (front === undefined) return;
    const { say, language } = this.opened;
    const columns = pointColumns(say, front, (id) => this.points.get(id)!);
    const column = columns.find(({ id }) => id === this.sort?.column);
    const compare =
      column && comparison(column, this.sort!.descending, { language, textOf: (id: number) => column.text(id) });
    this.rows = orderRows([...this.points.keys()], { matches: undefined, compare });
    this.table.showRows(this.rows, this.sort);
  }

  private costChoice(): HTMLElement {
    const { say } = this.opened;
    const choices = costs.map((value) => ({ value, text: say(message(`findings.against-${value}`, {})) }));
    return dropdown(say(message('findings.against', {})), choices, this.cost, (value) => {
      this.cost = value === 'size' ? 'size' : 'latency';
      this.options.changed();
      this.drawn.ask();
    });
  }

  /** Selects a point in both views, and the layers that it keeps in float everywhere. */
  private choose(id: number | undefined): void {
    const point = id === undefined ? undefined : this.points.get(id);
    if (point === undefined) return;
    this.selected = id;
    this.chart.select(id);
    this.table.select([point.id]);
    const { selection, prepared } = this.opened;
    const items = point.kept.flatMap((node): readonly Item[] => {
      const number = prepared.model.nodeOfId(node);
      return number === undefined ? [] : [{ kind: 'node', node: number }];
    });
    selection.set(items, 'findings');
    this.showAction();
  }

  private key(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' || this.opened.selection.items.length === 0) return false;
    this.options.openInspector();
    return true;
  }

  private showAction(): void {
    setEnabled(this.save, this.selected !== undefined);
  }

  private async makeVariant(): Promise<void> {
    const point = this.selected === undefined ? undefined : this.points.get(this.selected);
    if (point === undefined) return;
    await this.options.variants.make({ kind: 'point', options: point.options });
  }

  private picture(): string {
    return this.chart.svg(`${this.opened.file} – ${this.opened.say(message('findings.tab-trade-off', {}))}`);
  }
}

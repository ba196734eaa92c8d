import '../findingsPanel.css';
import type { CsvTable } from '../../../../src/protocol/csv.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatShare } from '../../../../src/protocol/quantity.ts';
import type { PruneCurve, PruneCurves } from '../../../../src/protocol/result/pruneCurves.ts';
import { PointChart } from '../../../charts/pointChart.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import { button, setEnabled } from '../../../controls/controls.ts';
import { dropdown } from '../../../controls/dropdown.ts';
import { element } from '../../../element.ts';
import { watchTheme } from '../../../graph/drawing/theme/readTheme.ts';
import type { OpenedModel } from '../../opened.ts';
import { nodesOf } from '../../reduction/curvesFigure.ts';
import type { Item } from '../../selection.ts';
import { EmptyState } from '../emptyState.ts';
import { RankedBars } from '../ranking/rankedBars.ts';
import { saveMenu } from '../saveMenu.ts';
import { readWord } from '../state.ts';
import { Warnings } from '../warnings.ts';
import { whenShown } from '../whenShown.ts';
import { curvesRanking, levelsOf } from './curvesRanking.ts';
import { tradesContent } from './tradesContent.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface CurvesPanelOptions {
  /** A {@link CurvesPanel.state} of before. */
  readonly kept: unknown;
  readonly isRunning: boolean;
  readonly changed: () => void;
  readonly openInspector: () => void;
  readonly measure: () => void;
  /** Leads to pruning by these shares of layers, by their names. */
  readonly useShares: (shares: Readonly<Record<string, number>>) => void;
  /** Says that something is done. */
  readonly tell: (text: string) => void;
}

const views = ['layers', 'together'] as const;
type View = (typeof views)[number];

/** How layers bear that shares of them go: each alone, ranked, as bars; and which shares of all lose least for what they save. */
export class CurvesPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly ranking: RankedBars<PruneCurve>;
  private readonly chart: PointChart;
  private readonly measured = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly together: HTMLElement;
  private readonly shares = element('span', { class: 'findings-choice' });
  private readonly use: HTMLElement;
  private readonly again: HTMLElement;
  private readonly warnings: Warnings;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly ends: readonly (() => void)[];
  private view: View;
  private share = 0.5;
  private levels: readonly number[] = [];
  private result: PruneCurves | undefined;
  /** Place of the trade that is selected. */
  private chosen: number | undefined;
  private isRunning: boolean;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: CurvesPanelOptions,
  ) {
    const { say, findings, selection, language } = opened;
    const { kept, changed, tell, measure } = options;
    this.isRunning = options.isRunning;
    this.view = readWord(kept, 'view', views) ?? 'layers';
    this.ranking = new RankedBars<PruneCurve>({
      ...{ id: 'curves', label: say(message('reduction.curves-table', {})), language, kept, changed },
      ...{ description: say(message('reduction.table-help', {})), idOf: ({ id }) => id, arranged: () => undefined },
      selected: (ids) => this.selected(ids),
      key: (event) => {
        if (event.key !== 'Enter') return false;
        options.openInspector();
        return true;
      },
    });
    this.chart = new PointChart({
      ...{ id: 'curves-trade', label: say(message('reduction.trades', {})) },
      choose: (place) => this.choose(place),
    });
    this.together = element('div', { class: 'curves-chart', hidden: true }, this.chart.element);
    this.use = button('secondary', say(message('reduction.curves-use', {})), () => this.useShares());
    this.again = button('secondary', say(message('performance.measure-again', {})), measure);
    this.warnings = new Warnings(say);
    this.empty = new EmptyState(say(message('reduction.curves-begin', {})), measure);
    const saving = savedChart(opened, 'curves', () => this.csv());
    const bar = element('div', { class: 'findings-bar' }, this.viewChoice(), this.shares, this.measured, this.use);
    bar.append(this.again, saveMenu({ say, tell, saving, picture: () => this.picture() }));
    this.content = element('div', { class: 'findings-content' }, bar, this.warnings.element);
    this.content.append(this.ranking.table.element, this.together);
    this.element.setAttribute('aria-label', say(message('findings.tab-curves', {})));
    this.element.append(this.content, this.empty.element);
    this.ends = [
      findings.listen(() => this.drawn.ask()),
      selection.listen((_, origin) => {
        if (origin !== 'findings') this.showSelection();
      }),
      watchTheme(() => this.ranking.dress()),
    ];
    this.drawn.ask();
  }

  /** What the person set, as JSON. */
  get state(): object {
    return { view: this.view, widths: this.ranking.table.columnWidths };
  }

  focus(): void {
    this.ranking.table.focus();
  }

  showRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.drawn.ask();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.drawn.end();
    this.chart.dispose();
    this.ranking.table.dispose();
  }

  private draw(): void {
    const { findings, say } = this.opened;
    const { curves, curvesResult } = findings;
    this.content.hidden = curves.length === 0;
    this.empty.element.hidden = curves.length > 0;
    setEnabled(this.again, !this.isRunning);
    if (curves.length === 0) {
      const code = this.isRunning ? 'reduction.curves-measuring' : 'reduction.curves-none-yet';
      this.empty.show(say(message(code, {})), this.isRunning);
      return;
    }
    this.showLevels(curves);
    const isNew = curvesResult !== undefined && curvesResult !== this.result;
    this.ranking.show(curvesRanking(say, curves, this.share), isNew);
    if (isNew) {
      this.result = curvesResult;
      this.chosen = undefined;
      if (curvesResult.trades.length > 1) this.chart.show(tradesContent(curvesResult, say));
    }
    this.showHeader();
    this.showView();
    this.showSelection();
  }

  private showHeader(): void {
    const { findings, say } = this.opened;
    const { curvesResult } = findings;
    const samples = curvesResult?.samples;
    const texts = [
      ...(samples === undefined
        ? []
        : [
            samples.synthetic
              ? message('page.samples-synthetic', { count: samples.count })
              : message('findings.samples', { count: samples.count }),
          ]),
      message('reduction.curves-not-repaired', {}),
    ];
    this.measured.textContent = texts.map((each) => say(each)).join(' · ');
    this.warnings.show(curvesResult?.warnings ?? []);
  }

  /** Trades are there when everything is measured. */
  private showView(): void {
    const together = this.view === 'together' && (this.opened.findings.curvesResult?.trades.length ?? 0) > 1;
    this.ranking.table.element.hidden = together;
    this.together.hidden = !together;
    this.shares.hidden = together;
    this.use.hidden = !together;
    setEnabled(this.use, this.chosen !== undefined && this.result?.pass.pass === 'prune-channels');
  }

  private viewChoice(): HTMLElement {
    const { say } = this.opened;
    const choices = views.map((value) => ({ value, text: say(message(`reduction.curves-view-${value}`, {})) }));
    return dropdown(say(message('reduction.curves-view', {})), choices, this.view, (value) => {
      this.view = views.find((each) => each === value) ?? 'layers';
      this.options.changed();
      this.drawn.ask();
    });
  }

  private showLevels(curves: readonly PruneCurve[]): void {
    const levels = levelsOf(curves);
    if (levels.length === this.levels.length) return;
    this.levels = levels;
    const { say } = this.opened;
    const distance = (level: number): number => Math.abs(level - 0.5);
    this.share = levels.toSorted((one, other) => distance(one) - distance(other))[0] ?? 0.5;
    const choices = levels.map((level) => ({
      ...{ value: String(level), text: say(message('pruneCurves.without', { share: formatShare(level) })) },
    }));
    this.shares.replaceChildren(
      dropdown(say(message('reduction.curves-share', {})), choices, String(this.share), (value) => {
        this.share = Number(value);
        this.drawn.ask();
      }),
    );
  }

  private choose(place: number): void {
    const trade = this.result?.trades[place];
    if (trade === undefined) return;
    this.chosen = place;
    this.chart.select(place);
    this.select(this.opened.findings.curves.filter(({ id }) => (trade.shares[id] ?? 0) > 0));
    this.showView();
  }

  /** By the names of layers, which recipes know them by; a layer that loses nothing keeps all. */
  private useShares(): void {
    const trade = this.chosen === undefined ? undefined : this.result?.trades[this.chosen];
    if (trade === undefined) return;
    const entries = this.opened.findings.curves.flatMap(({ id, layers: [layer] }) =>
      layer === undefined ? [] : [[layer.name || layer.node, trade.shares[id] ?? 0] as const],
    );
    this.options.useShares(Object.fromEntries(entries));
  }

  private selected(ids: ReadonlySet<string>): void {
    this.select(this.opened.findings.curves.filter(({ id }) => ids.has(id)));
  }

  private select(curves: readonly PruneCurve[]): void {
    const { findings, selection } = this.opened;
    const nodes = new Set(curves.flatMap((curve) => nodesOf(curve, findings)));
    selection.set(
      [...nodes].map((node): Item => ({ kind: 'node', node })),
      'findings',
    );
  }

  private showSelection(): void {
    const { findings, selection } = this.opened;
    const chosen = new Set(selection.nodes);
    const rows = findings.curves.filter((curve) => nodesOf(curve, findings).some((node) => chosen.has(node)));
    this.ranking.table.select(new Set(rows.map(({ id }) => id)));
  }

  private csv(): CsvTable {
    return {
      columns: ['layers', 'units', 'share', 'parameters', 'macs', 'sqnr'],
      rows: this.opened.findings.curves.flatMap(({ layers, units, points }) =>
        points.map(({ share, parameters, macs, effect }) => [
          ...[layers.map(({ node }) => node).join(' '), units, share, parameters, macs, effect.sqnr],
        ]),
      ),
    };
  }

  private picture(): string {
    const { say, file } = this.opened;
    const title = `${file} – ${say(message('reduction.curves-table', {}))}`;
    return this.together.hidden ? this.ranking.picture(title) : this.chart.svg(title);
  }
}

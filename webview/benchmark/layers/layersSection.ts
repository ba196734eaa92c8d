import { layerFigure } from '../../../src/presentation/benchmark/layerFigure.ts';
import type { Figure } from '../../../src/presentation/figure.ts';
import { csvOfTable } from '../../../src/presentation/table.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import { Attempts } from '../../attempts.ts';
import { FigureChart } from '../../charts/figureChart.ts';
import { savedChart } from '../../charts/savedChart.ts';
import { dropdown } from '../../controls/dropdown.ts';
import { element } from '../../element.ts';
import { SortedTable } from '../../table/sortedTable.ts';
import type { BenchmarkContext } from '../context.ts';
import type { BenchmarkState } from '../state.ts';
import { type Compared, layerColumns, type LayerRow, layerRows } from './layerRows.ts';

type Side = keyof Compared;
const partOf = { before: 'first', after: 'second' } as const;

/** Where the time of two variants goes, layer by layer, aligned by name. */
export class LayersSection {
  readonly element: HTMLElement;
  private readonly table: SortedTable<LayerRow>;
  private readonly chart: FigureChart;
  private readonly field: HTMLInputElement;
  private readonly count = element('span', { role: 'status', class: 'description' });
  private readonly about = element('p', { class: 'selected-row' });
  private readonly attempts: Attempts;
  private readonly choices: Readonly<Record<Side, HTMLSelectElement>>;
  private compared: Compared;
  private figure: Figure;
  private rows: readonly LayerRow[] = [];
  private selected: LayerRow | undefined;

  /** @param profiled places of variants that have a profile: two at least */
  constructor(
    private readonly context: BenchmarkContext,
    private readonly profiled: readonly number[],
    state: BenchmarkState['layers'],
  ) {
    const { say, language, changed } = context;
    this.attempts = new Attempts(say);
    const placeOf = (name: string | undefined): number | undefined =>
      profiled.find((place) => this.nameOf(place) === name);
    this.compared = { before: placeOf(state.before) ?? profiled[0]!, after: placeOf(state.after) ?? profiled[1]! };
    this.figure = this.figureOf(this.compared);
    const title = say(message('benchmarkPage.layers', {}));
    this.table = new SortedTable<LayerRow>({
      ...{ id: 'layer', label: title, description: say(message('benchmarkPage.layers-help', {})) },
      ...{ language, kept: state, filter: state.filter, changed },
      choose: (row) => this.choose(row),
      key: ({ key }) => key === 'Enter' && this.reveal('after'),
    });
    this.chart = new FigureChart(
      { id: 'layers', saving: (figure) => savedChart(context, 'layers', () => csvOfTable(figure().table)) },
      this.figure,
    );
    this.field = this.filterField(state.filter);
    this.choices = { before: this.choice('before'), after: this.choice('after') };
    this.element = this.laidOut(title);
    this.show();
    this.table.table.scroll = state.scroll;
    context.selection.follow((place) => this.follow(place));
  }

  /** What the person set, as JSON. */
  get state(): BenchmarkState['layers'] {
    const { before, after } = this.compared;
    const { filter } = this.table;
    const { scroll } = this.table.table;
    return { ...this.table.state, before: this.nameOf(before), after: this.nameOf(after), filter, scroll };
  }

  focusFilter(): void {
    this.field.focus();
    this.field.select();
  }

  dispose(): void {
    this.table.table.dispose();
    this.chart.dispose();
  }

  private laidOut(title: string): HTMLElement {
    const { say, request } = this.context;
    const compare = this.attempts.link(say(message('benchmarkPage.compare-graphs', {})), () =>
      request('compareVariants', this.compared),
    );
    const { before, after } = this.choices;
    return element(
      'section',
      { 'aria-label': title },
      element('h2', {}, title),
      element('p', { class: 'description' }, say(message('benchmarkPage.layers-about', {}))),
      element('div', { class: 'section-bar' }, before, element('span', { 'aria-hidden': true }, '→'), after, compare),
      this.chart.element,
      element('div', { class: 'filter' }, this.field, this.count),
      this.table.table.element,
      element('div', { class: 'table-foot' }, this.about, this.attempts.element),
    );
  }

  private nameOf(place: number): string {
    return this.context.report.variants[place]!.name;
  }

  private figureOf({ before, after }: Compared): Figure {
    return layerFigure(this.context.report, before, after, this.context.say)!;
  }

  private choice(side: Side): HTMLSelectElement {
    const label = this.context.say(message(`benchmarkPage.layers-${side}`, {}));
    const choices = this.profiled.map((place) => ({ value: String(place), text: this.nameOf(place) }));
    return dropdown(label, choices, String(this.compared[side]), (value) => {
      this.compared = { ...this.compared, [side]: Number(value) };
      this.show();
      this.context.changed();
    });
  }

  private filterField(filter: string): HTMLInputElement {
    const hint = this.context.say(message('benchmarkPage.filter-layers', {}));
    const field = element('input', { type: 'text', placeholder: hint, 'aria-label': hint, spellcheck: 'false' });
    field.value = filter;
    field.addEventListener('input', () => this.filterBy(field.value));
    // Escape clears the filter, and leads back to the rows; so does the arrow that points at them.
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' && event.key !== 'ArrowDown') return;
      if (event.key === 'Escape') this.filterBy('');
      this.table.table.focus();
      event.preventDefault();
    });
    return field;
  }

  /** A variant that is selected elsewhere is the one that is compared with the first. */
  private follow(place: number | undefined): void {
    if (place === undefined || place === this.compared.before || place === this.compared.after) return;
    if (!this.profiled.includes(place)) return;
    this.compared = { ...this.compared, after: place };
    this.choices.after.value = String(place);
    this.show();
  }

  private show(): void {
    const { report, say } = this.context;
    this.figure = this.figureOf(this.compared);
    this.chart.show(this.figure);
    this.rows = layerRows(report, this.compared, this.figure.table);
    this.selected = undefined;
    this.table.show(this.rows, layerColumns(this.figure.table, say));
    this.showCount();
    this.showSelected();
  }

  private choose(row: LayerRow): void {
    this.selected = row;
    this.showSelected();
  }

  private showSelected(): void {
    const { say } = this.context;
    const { selected } = this;
    if (selected === undefined) {
      this.about.replaceChildren(say(message('benchmarkPage.no-layer', {})));
      return;
    }
    const links = (['before', 'after'] as const)
      .filter((side) => nodeOf(selected, side) !== undefined)
      .map((side) =>
        this.attempts.link(say(message('benchmarkPage.show-node', { variant: this.nameOf(this.compared[side]) })), () =>
          this.revealed(selected, side),
        ),
      );
    this.about.replaceChildren(element('span', {}, selected.cells[0]!.text), ...links);
  }

  private reveal(side: Side): boolean {
    const { selected } = this;
    if (selected === undefined || nodeOf(selected, side) === undefined) return false;
    this.attempts.attempt(() => this.revealed(selected, side));
    return true;
  }

  private revealed(row: LayerRow, side: Side): Promise<null> {
    return this.context.request('revealNode', { variant: this.compared[side], node: nodeOf(row, side)! });
  }

  private filterBy(text: string): void {
    this.field.value = text;
    this.table.filter = text;
    this.showCount();
  }

  private showCount(): void {
    const { say } = this.context;
    const [shown, count] = [this.table.count, this.rows.length];
    this.count.textContent =
      this.table.filter === ''
        ? say(message('benchmarkPage.layer-count', { count }))
        : say(message('benchmarkPage.layer-count-filtered', { shown, count }));
  }
}

/** The node of the file of a variant that a row is about. */
function nodeOf({ pair }: LayerRow, side: Side): string | undefined {
  return pair[partOf[side]]?.nodes[0];
}

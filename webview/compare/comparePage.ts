import { message } from '../../src/protocol/messages/catalogue.ts';
import type { CompareEditorSide, ComparedSide } from '../../src/protocol/webview/compareContract.ts';
import { iconButton, setEnabled } from '../controls/controls.ts';
import { element, linkButton } from '../element.ts';
import { compareModels, type Comparison, verdictCounts } from '../graph/compare/comparison.ts';
import { bodiesWithin } from '../graph/prepare/view/openBodies.ts';
import { buildView } from '../graph/prepare/view/buildView.ts';
import type { PreparedModel } from '../graph/prepare/view/prepared.ts';
import { Splitter } from '../model/splitter.ts';
import type { Page } from '../page.ts';
import { remark } from '../remark.ts';
import { type Difference, differencesOf, itemText } from './differences.ts';
import { DifferenceTable } from './differenceTable.ts';
import { GraphPair } from './graphPair.ts';
import { readState } from './state.ts';
import { totals } from './totals.ts';
import { VerdictFilter } from './verdictFilter.ts';

/** A model as it could be read, or why it could not. */
export type ReadModel =
  | { readonly kind: 'read'; readonly file: string; readonly prepared: PreparedModel }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string };

export type ReadModels = Readonly<Record<ComparedSide, ReadModel>>;

/** Bodies are drawn in their place as long as there are no more nodes than this. */
const mostInBodies = 5000;
/** CSS pixels. */
const [leastTable, usualTable, leastGraphs] = [72, 220, 160];

/** Two models beside each other, and what differs in a table below. */
export class ComparePage {
  private readonly differences: readonly Difference[];
  private readonly byItem: ReadonlyMap<number, Difference>;
  private readonly filter: VerdictFilter;
  private readonly table: DifferenceTable;
  private readonly graphs: GraphPair;
  private readonly places: Readonly<Record<ComparedSide, HTMLElement>>;
  private readonly count = element('span', { class: 'count' });
  private readonly status = element('div', { class: 'unseen', role: 'status' });
  private readonly steps: readonly HTMLElement[];
  private readonly tableArea: HTMLElement;
  private readonly ending = new AbortController();
  private tableHeight: number;
  private current: Difference | undefined;

  constructor(
    private readonly models: ReadModels,
    private readonly comparison: Comparison,
    private readonly page: Page<CompareEditorSide>,
  ) {
    const { say, language } = page;
    const kept = readState(page.kept);
    this.tableHeight = kept.tableHeight ?? usualTable;
    this.differences = differencesOf(comparison, say);
    this.byItem = new Map(this.differences.map((difference) => [difference.item, difference]));
    this.filter = new VerdictFilter(verdictCounts(comparison), say, () => this.showRows());
    this.steps = [
      iconButton('up', { label: say(message('compare.previous', {})) }, () => this.step(-1)),
      iconButton('down', { label: say(message('compare.next', {})) }, () => this.step(1)),
    ];
    this.table = new DifferenceTable({ say, language, selected: (difference) => void this.go(difference) });
    this.tableArea = element('div', { class: 'differences' });
    this.places = { before: element('div', { class: 'graph-place' }), after: element('div', { class: 'graph-place' }) };
    const { before, after } = models;
    this.graphs = new GraphPair(comparison, {
      ...{ say, places: this.readable(), names: { before: before.file, after: after.file }, viewport: kept.viewport },
      selected: (item) => this.chosen(item),
      moved: (viewport) => page.keep({ ...readState(page.kept), viewport }),
    });
  }

  /** Shows the page, and its graphs as soon as they are laid out. */
  show(): void {
    const { models, page } = this;
    const { say } = page;
    const { before, after } = models;
    const both = before.kind === 'read' && after.kind === 'read';
    const heading = say(message('compare.heading', { before: before.file, after: after.file }));
    const sides = element('div', { class: 'sides' }, this.pane('before'), this.pane('after'));
    const content = both ? [this.toolbar(), totals(inspected(before), inspected(after), say), sides] : [sides];
    const main = element(
      'main',
      { class: 'compare' },
      element('h1', { class: 'unseen' }, heading),
      ...content,
      this.status,
    );
    if (both) main.append(this.splitter(main), this.tableArea);
    else main.append(element('p', { class: 'description nothing' }, say(message('compare.not-possible', {}))));
    page.show(main);
    if (both) this.showRows();
    document.addEventListener('keydown', (event) => this.key(event), { signal: this.ending.signal });
    this.graphs.draw().catch((error: unknown) => {
      if (!(error instanceof DOMException)) throw error;
    });
  }

  dispose(): void {
    this.ending.abort();
    this.graphs.dispose();
    this.table.dispose();
  }

  private readable(): Readonly<Partial<Record<ComparedSide, HTMLElement>>> {
    const { models, places } = this;
    return {
      ...(models.before.kind === 'read' && { before: places.before }),
      ...(models.after.kind === 'read' && { after: places.after }),
    };
  }

  private pane(side: ComparedSide): HTMLElement {
    const model = this.models[side];
    const { say, request } = this.page;
    const open = linkButton(model.file, () => void request('open', { side }));
    open.title = say(message('compare.open', { file: model.file }));
    const content = model.kind === 'read' ? this.places[side] : remark('error', model.reason);
    return element('section', { class: 'side', 'aria-label': model.file }, element('h2', {}, open), content);
  }

  private toolbar(): HTMLElement {
    const { say } = this.page;
    const fit = iconButton('fit', { label: say(message('compare.fit', {})) }, () => this.graphs.fit());
    return element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': say(message('compare.toolbar', {})) },
      ...[...this.steps, this.count, this.filter.element, fit],
    );
  }

  private splitter(main: HTMLElement): HTMLElement {
    const splitter = new Splitter({
      ...{ direction: 'vertical', label: this.page.say(message('compare.table-size', {})) },
      ...{ size: this.tableHeight, least: leastTable, most: () => main.clientHeight - leastGraphs },
      resized: (height) => {
        this.tableHeight = height;
        this.tableArea.style.height = `${height}px`;
        this.page.keep({ ...readState(this.page.kept), tableHeight: height });
      },
    });
    this.tableArea.style.height = `${this.tableHeight}px`;
    return splitter.element;
  }

  private showRows(): void {
    const { say } = this.page;
    const rows = this.differences.filter((difference) => this.filter.lets(difference));
    this.table.showRows(rows);
    this.table.select(this.current);
    const note = element('p', { class: 'description nothing' }, say(message('compare.not-contents', {})));
    const none = this.differences.length === 0 ? 'compare.none-explained' : 'compare.none-chosen';
    const nothing = element('p', { class: 'description nothing' }, say(message(none, {})));
    this.tableArea.replaceChildren(...(rows.length === 0 ? [nothing] : [this.table.element, note]));
    for (const button of this.steps) setEnabled(button, rows.length > 0);
    this.tell();
  }

  /** How many differences there are, and at which one the person is. */
  private tell(): void {
    const { say } = this.page;
    const { rows } = this.table;
    const count = rows.length;
    const at = this.current === undefined ? 0 : rows.indexOf(this.current) + 1;
    if (this.differences.length === 0) this.count.textContent = say(message('compare.none', {}));
    else if (at > 0) this.count.textContent = say(message('compare.count-at', { at, count }));
    else
      this.count.textContent = say(
        count === 1 ? message('compare.count-one', {}) : message('compare.count', { count }),
      );
  }

  /** To the next difference of those that are listed, or the one before; from the last to the first. */
  private step(by: 1 | -1): void {
    const { rows } = this.table;
    if (rows.length === 0) return;
    const at = this.current === undefined ? -1 : rows.indexOf(this.current);
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length;
    this.table.select(rows[next]);
    void this.go(rows[next]!);
  }

  private async go(difference: Difference): Promise<void> {
    this.current = difference;
    this.announce(difference.item);
    await this.graphs.select(difference.item);
  }

  /** A person chose something in one of the graphs. */
  private chosen(item: number | undefined): void {
    this.current = item === undefined ? undefined : this.byItem.get(item);
    this.table.select(this.current);
    this.announce(item);
  }

  private announce(item: number | undefined): void {
    this.tell();
    const at = this.current === undefined ? '' : `, ${this.count.textContent}`;
    this.status.textContent = item === undefined ? '' : `${itemText(this.comparison, item, this.page.say)}${at}`;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '[') this.step(-1);
    else if (event.key === ']') this.step(1);
    else return;
    event.preventDefault();
  }
}

/** Compares what could be read; a model that is alone with itself. */
export function compareRead({ before, after }: ReadModels): Comparison | undefined {
  const one = before.kind === 'read' ? before : after;
  const other = after.kind === 'read' ? after : before;
  if (one.kind !== 'read' || other.kind !== 'read') return undefined;
  const drawn = compared(one.prepared);
  return compareModels(drawn, one === other ? drawn : compared(other.prepared));
}

function compared(prepared: PreparedModel) {
  return { prepared, view: buildView(prepared, 0, bodiesWithin(prepared, 0, mostInBodies)) };
}

function inspected(model: ReadModel & { readonly kind: 'read' }) {
  return model.prepared.model.structure.facts.inspection;
}

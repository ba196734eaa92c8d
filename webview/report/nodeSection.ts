import { message } from '../../src/protocol/messages/catalogue.ts';
import { formatCount } from '../../src/protocol/quantity.ts';
import { precisionText } from '../../src/protocol/result/precisionText.ts';
import type { CoverageView, NodeView } from '../../src/protocol/webview/reportView.ts';
import { element, linkButton } from '../element.ts';
import type { Say } from '../page.ts';
import type { Column } from '../table/columns.ts';
import type { Sort } from '../table/rowOrder.ts';
import { VirtualTable } from '../table/virtualTable.ts';
import type { ReportState } from './state.ts';

/** What the section starts with, and who hears of changes. */
export interface NodeSectionOptions {
  readonly say: Say;
  readonly language: string;
  readonly state: ReportState;
  readonly changed: () => void;
}

const order = { integer: 0, float: 1, none: 2 } as const;

/** What runs on integers: sentences, and every node with its reason. */
export class NodeSection {
  readonly element: HTMLElement;
  private readonly table: VirtualTable<NodeView>;
  private readonly field: HTMLInputElement;
  private readonly countText = element('span', { role: 'status', class: 'description' });
  private readonly nothing = element('p', { class: 'nothing', hidden: true });
  private readonly all: number;

  constructor(
    coverage: CoverageView,
    private readonly options: NodeSectionOptions,
  ) {
    const { say, language, state } = options;
    const title = say(message('markdown.coverage', {}));
    const hint = say(message('page.filter', {}));
    this.all = coverage.nodes.length;
    this.table = new VirtualTable<NodeView>({
      ...{ id: 'node', label: title, description: say(message('page.nodes-help', {})) },
      ...{ language, columns: columns(coverage, say), rows: coverage.nodes },
      details: ({ notes }) => notes.map(say),
      ...{ filter: state.filter, sort: state.sort, changed: options.changed },
    });
    this.field = element('input', { type: 'text', placeholder: hint, 'aria-label': hint, spellcheck: 'false' });
    this.field.value = state.filter;
    this.field.addEventListener('input', () => this.filterBy(this.field.value));
    this.field.addEventListener('keydown', (event) => this.key(event));
    this.element = element(
      'section',
      { 'aria-label': title },
      element('h2', {}, title),
      ...coverage.sentences.map((sentence) => element('p', {}, say(sentence))),
      element('div', { class: 'filter' }, this.field, this.countText),
      this.table.element,
      this.nothing,
    );
    this.showCount();
  }

  get filter(): string {
    return this.table.filter;
  }

  get sort(): Sort | undefined {
    return this.table.sort;
  }

  /** Pixels. */
  get scroll(): number {
    return this.table.scroll;
  }

  set scroll(pixels: number) {
    this.table.scroll = pixels;
  }

  focusFilter(): void {
    this.field.focus();
    this.field.select();
  }

  private filterBy(text: string): void {
    this.field.value = text;
    this.table.filter = text;
    this.showCount();
  }

  /** Escape clears the filter, and leads back to the rows; so does the arrow that points at them. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' && event.key !== 'ArrowDown') return;
    if (event.key === 'Escape') this.filterBy('');
    this.table.focus();
    event.preventDefault();
  }

  private showCount(): void {
    const { say } = this.options;
    const { count, filter } = this.table;
    this.countText.textContent =
      filter === ''
        ? say(message('page.count', { count: this.all }))
        : say(message('page.count-filtered', { shown: count, count: this.all }));
    this.nothing.hidden = count > 0 || this.all === 0;
    this.nothing.replaceChildren(
      say(message('page.no-match', { filter })),
      ' ',
      linkButton(say(message('page.clear-filter', {})), () => {
        this.filterBy('');
        this.field.focus();
      }),
    );
  }
}

function columns({ nodes }: CoverageView, say: Say): readonly Column<NodeView>[] {
  const macs: Column<NodeView> = {
    ...{ id: 'macs', heading: say(message('page.node-macs', {})), figures: true },
    text: (node) => (node.macs === undefined ? '' : formatCount(node.macs)),
    value: (node) => node.macs ?? -1,
  };
  return [
    { id: 'name', heading: say(message('coverage.node', {})), text: ({ name }) => name },
    { id: 'operator', heading: say(message('coverage.operator', {})), text: ({ operator }) => operator },
    ...(nodes.some((node) => node.macs !== undefined) ? [macs] : []),
    {
      ...{ id: 'precision', heading: say(message('coverage.runs-on', {})) },
      text: ({ precision }) => say(precisionText(precision)),
      value: ({ precision }) => order[precision],
      mark: ({ precision }) => `precision ${precision}`,
    },
    { id: 'reason', heading: say(message('coverage.why', {})), text: ({ reason }) => say(reason) },
  ];
}

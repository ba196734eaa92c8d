import { benchmarkCsv } from '../../../src/presentation/benchmark/benchmarkCsv.ts';
import { type VariantRow, variantTable } from '../../../src/presentation/benchmark/variantTable.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import { variantVerdict } from '../../../src/protocol/result/benchmarkVerdict.ts';
import { Attempts } from '../../attempts.ts';
import { savedChart } from '../../charts/savedChart.ts';
import { element } from '../../element.ts';
import { SortedTable } from '../../table/sortedTable.ts';
import type { BenchmarkContext } from '../context.ts';
import type { TableState } from '../state.ts';
import { variantColumns } from './variantColumns.ts';

/** Every variant against the original: a row each, also for those that failed. */
export class VariantsSection {
  readonly element: HTMLElement;
  private readonly table: SortedTable<VariantRow>;
  private readonly rows: readonly VariantRow[];
  private readonly about = element('p', { class: 'selected-row' });
  private readonly attempts: Attempts;

  constructor(
    private readonly context: BenchmarkContext,
    state: TableState,
  ) {
    const { report, say, language, selection, changed } = context;
    this.attempts = new Attempts(say);
    const title = say(message('presentation.variants', {}));
    const content = variantTable(report);
    this.rows = content.rows;
    this.table = new SortedTable<VariantRow>({
      ...{ id: 'variant', label: title, description: say(message('benchmarkPage.variants-help', {})) },
      ...{ language, kept: state, changed, choose: ({ place }) => selection.set(place) },
      key: ({ key }, active) => {
        if (key !== 'Enter' || active === undefined) return false;
        this.attempts.attempt(() => this.open(active.place));
        return true;
      },
    });
    this.table.show(content.rows, variantColumns(content, say));
    const saving = savedChart(context, 'variants', () => benchmarkCsv(report));
    const save = this.attempts.link(
      saving.table,
      () => saving.saveTable(saving.csv()),
      (said) => said,
    );
    this.element = element(
      'section',
      { 'aria-label': title, class: 'variants' },
      element('h2', {}, title),
      this.table.table.element,
      element('div', { class: 'table-foot' }, this.about, save, this.attempts.element),
    );
    selection.follow((place) => this.show(place));
  }

  /** What the person set, as JSON. */
  get state(): TableState {
    return this.table.state;
  }

  dispose(): void {
    this.table.table.dispose();
  }

  private show(place: number | undefined): void {
    const { report, say, request } = this.context;
    const row = place === undefined ? undefined : this.rows[place];
    this.table.table.select(row === undefined ? [] : [row]);
    if (row === undefined) {
      this.about.replaceChildren(say(message('benchmarkPage.no-variant', {})));
      return;
    }
    const variant = report.variants[row.place]!;
    const links = [this.attempts.link(say(message('page.open-result', {})), () => this.open(row.place))];
    if (variant.file.path !== report.variants[0]!.file.path) {
      const pair = { before: 0, after: row.place };
      links.push(this.attempts.link(say(message('compare.with-original', {})), () => request('compareVariants', pair)));
    }
    const text = message('presentation.summary', { name: row.name, verdict: variantVerdict(variant, report) });
    this.about.replaceChildren(element('span', {}, say(text)), ...links);
  }

  private open(variant: number): Promise<null> {
    return this.context.request('openVariant', { variant });
  }
}

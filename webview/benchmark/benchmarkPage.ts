import type { BenchmarkReport } from '../../src/protocol/result/benchmark.ts';
import type { ReportEditorSide } from '../../src/protocol/webview/reportContract.ts';
import { element } from '../element.ts';
import type { Page } from '../page.ts';
import { accuracySection } from './accuracySection.ts';
import type { BenchmarkContext } from './context.ts';
import { detailsSection, makingSection, throughputSection } from './detailSections.ts';
import { latencySection, operatorSection } from './figureSections.ts';
import { heading, remarks } from './heading.ts';
import { LayersSection } from './layers/layersSection.ts';
import { readBenchmarkState } from './state.ts';
import { TradeOffSection } from './tradeOff/tradeOffSection.ts';
import { VariantSelection } from './variantSelection.ts';
import { VariantsSection } from './variants/variantsSection.ts';
import { benchmarkVerdict } from './verdict.ts';

/** A benchmark from top to bottom: what came out, every variant against the original, where time goes, what suffers, how it was made. */
export class BenchmarkPage {
  private readonly context: BenchmarkContext;
  private readonly variants: VariantsSection;
  private readonly tradeOff: TradeOffSection;
  private readonly layers: LayersSection | undefined;
  private readonly making: HTMLDetailsElement;
  private readonly left = new AbortController();
  private isShown = false;

  constructor(
    private readonly report: BenchmarkReport,
    private readonly page: Page<ReportEditorSide>,
  ) {
    const { say, language, request } = page;
    const state = readBenchmarkState(page.kept);
    const changed = (): void => this.keep();
    const kept = report.variants.findIndex(({ name }) => name === state.variant);
    const selection = new VariantSelection(kept < 0 ? undefined : kept);
    const context = { report, selection, say, language, request, changed };
    this.context = context;
    this.variants = new VariantsSection(context, state.variants);
    this.tradeOff = new TradeOffSection(context, state.axes);
    const profiled = [...report.variants.keys()].filter((place) => report.variants[place]!.profile !== undefined);
    this.layers = profiled.length < 2 ? undefined : new LayersSection(context, profiled, state.layers);
    this.making = makingSection(context, state.making, changed);
    page.show(element('main', { class: 'benchmark' }, ...this.parts()));
    document.documentElement.scrollTop = state.scroll;
    this.isShown = true;
    selection.follow(changed);
    const { signal } = this.left;
    document.addEventListener('scroll', changed, { signal });
    document.addEventListener('keydown', (event) => this.key(event), { signal });
  }

  /** Makes room for another report. */
  leave(): void {
    this.left.abort();
    this.variants.dispose();
    this.tradeOff.dispose();
    this.layers?.dispose();
  }

  private parts(): readonly HTMLElement[] {
    const { context, report } = this;
    const has = (part: 'timings' | 'accuracy'): boolean =>
      report.variants.some((variant) => variant[part] !== undefined);
    const isPlane = report.variants.length > 1 && (has('timings') || has('accuracy'));
    const charts = [latencySection(context), isPlane ? this.tradeOff.element : undefined];
    const parts = [
      heading(context, benchmarkVerdict(report)),
      ...remarks(context),
      this.variants.element,
      pair(charts),
      has('accuracy') ? accuracySection(context) : undefined,
      operatorSection(context),
      this.layers?.element,
      throughputSection(context),
      detailsSection(context),
      this.making,
    ];
    return parts.filter((part) => part !== undefined);
  }

  private keep(): void {
    if (!this.isShown) return;
    const { selection } = this.context;
    const state = readBenchmarkState(this.page.kept);
    this.page.keep({
      benchmark: {
        variant: selection.current === undefined ? undefined : this.report.variants[selection.current]!.name,
        variants: this.variants.state,
        axes: this.tradeOff.state,
        layers: this.layers?.state ?? state.layers,
        making: this.making.open,
        scroll: document.documentElement.scrollTop,
      },
    });
  }

  /** `/` and the keys that find things elsewhere lead to the filter of the layers: the browser could only search the rows in view. */
  private key(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement;
    const find = event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (this.layers === undefined || (!find && (event.key !== '/' || typing))) return;
    event.preventDefault();
    this.layers.focusFilter();
  }
}

/** Two sections beside each other where there is room. */
function pair(sections: readonly (HTMLElement | undefined)[]): HTMLElement | undefined {
  const shown = sections.filter((section) => section !== undefined);
  return shown.length === 0 ? undefined : element('div', { class: shown.length === 1 ? '' : 'pair' }, ...shown);
}

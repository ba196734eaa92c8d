import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { HintRemedy } from '../../../src/protocol/result/hint.ts';
import type { PageJob, VariantWish } from '../../../src/protocol/webview/modelContract.ts';
import { LayersPanel } from '../layers/layersPanel.ts';
import type { Notices } from '../notices.ts';
import type { OpenedModel } from '../opened.ts';
import { CurvesPanel } from './curves/curvesPanel.ts';
import { HintsPanel } from './hints/hintsPanel.ts';
import { perFrame } from './perFrame.ts';
import { ProfilePanel } from './profile/profilePanel.ts';
import { ReductionPanel } from './reduction/reductionPanel.ts';
import { reducedRows } from './reduction/reductionRows.ts';
import { SensitivityPanel } from './sensitivity/sensitivityPanel.ts';
import { type FindingsState, type LowerTab, lowerTabs, readFindingsState } from './state.ts';
import { Tabs } from './tabs.ts';
import { TradeOffPanel } from './tradeOff/tradeOffPanel.ts';
import { VariantMaking } from './variantMaking.ts';
import { VariantsPanel } from './variants/variantsPanel.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface LowerPanelOptions {
  /** A {@link LowerPanel.state} of before. */
  readonly kept: { readonly layers: unknown; readonly findings: unknown };
  readonly notices: Notices;
  /** The state is another. */
  readonly changed: () => void;
  /** Leads back to the graph. */
  readonly leave: () => void;
  readonly openInspector: () => void;
  /** The person wants layers to be measured. */
  readonly analyze: () => void;
  /** The person wants models of mixed precision to be looked for. */
  readonly search: () => void;
  /** The person wants to know where the time goes. */
  readonly measure: () => void;
  /** The person wants to know how layers bear that parts of them go. */
  readonly measureCurves: () => void;
  /** The person wants to prune by shares of single layers, by their names. */
  readonly useShares: (shares: Readonly<Record<string, number>>) => void;
  /** The person wants to take something away. */
  readonly prune: () => void;
  /** The person wants to do something about a hint. */
  readonly act: (remedy: HintRemedy) => void;
}

/** What is in one of the tabs. */
interface Part {
  readonly element: HTMLElement;
  /** As JSON. */
  readonly state: object;
  focus(): void;
  /** A job that it shows the findings of has begun, or ended. */
  showRunning?(isRunning: boolean): void;
  dispose(): void;
}

/** The job whose findings are in a tab. */
const jobOf = {
  sensitivity: 'sensitivity',
  'trade-off': 'trade-off',
  profile: 'profile',
  hints: 'profile',
  curves: 'curves',
} as const satisfies Partial<Record<LowerTab, PageJob>>;

/** The place below the graph: the layers of a model, and what analyses found of them, each in a tab. */
export class LowerPanel {
  readonly element: HTMLElement;
  private readonly tabs: Tabs<LowerTab>;
  /** Those that were shown. */
  private readonly parts = new Map<LowerTab, Part>();
  private readonly kept: FindingsState;
  private readonly running = new Set<PageJob>();
  private readonly variants: VariantMaking;
  private readonly stateShown = perFrame(() => this.showStates());
  private readonly unlisten: () => void;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: LowerPanelOptions,
  ) {
    const { say, findings } = opened;
    this.kept = readFindingsState(options.kept.findings);
    this.variants = new VariantMaking(opened, options.notices);
    this.tabs = new Tabs<LowerTab>(
      'lower',
      say(message('findings.tabs', {})),
      lowerTabs.map((name) => ({
        name,
        label: say(message(`findings.tab-${name}`, {})),
        make: () => this.made(name).element,
      })),
      this.kept.tab,
      options.changed,
    );
    this.element = this.tabs.element;
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.unlisten = findings.listen(() => this.stateShown.ask());
    this.showStates();
  }

  /** What the person set, as JSON: of the layers, and of all else. */
  get state(): { readonly layers: unknown; readonly findings: FindingsState } {
    const of = (name: LowerTab, kept: unknown): unknown => this.parts.get(name)?.state ?? kept;
    return {
      layers: of('layers', this.options.kept.layers),
      findings: {
        tab: this.tabs.chosen,
        sensitivity: of('sensitivity', this.kept.sensitivity),
        tradeOff: of('trade-off', this.kept.tradeOff),
        profile: of('profile', this.kept.profile),
        variants: of('variants', this.kept.variants),
        reduction: of('reduction', this.kept.reduction),
        curves: of('curves', this.kept.curves),
      },
    };
  }

  /** The tab that is shown. */
  get tab(): LowerTab {
    return this.tabs.chosen;
  }

  /** Shows a tab. */
  open(name: LowerTab): void {
    this.tabs.choose(name);
  }

  focus(): void {
    this.parts.get(this.tabs.chosen)?.focus();
  }

  /** A job has begun, or ended in whichever way. */
  showRunning(job: PageJob, isRunning: boolean): void {
    if (isRunning) this.running.add(job);
    else this.running.delete(job);
    for (const [name, part] of this.parts) if (jobIn(name) === job) part.showRunning?.(isRunning);
    this.showStates();
  }

  /** Makes a model beside the one that is open. */
  make(wish: VariantWish): Promise<void> {
    return this.variants.make(wish);
  }

  /** Reports beside the model are others. */
  renewVariants(): void {
    const part = this.parts.get('variants');
    if (part instanceof VariantsPanel) part.renew();
  }

  dispose(): void {
    this.unlisten();
    this.stateShown.end();
    this.variants.dispose();
    for (const part of this.parts.values()) part.dispose();
  }

  private made(name: LowerTab): Part {
    const part = this.partOf(name);
    this.parts.set(name, part);
    return part;
  }

  private partOf(name: LowerTab): Part {
    const { opened, variants, kept } = this;
    const { changed, leave, openInspector, analyze, search, measure, prune, act, notices } = this.options;
    const tell = (text: string): void => notices.say(text);
    const job = jobIn(name);
    const isRunning = job !== undefined && this.running.has(job);
    switch (name) {
      case 'layers':
        return new LayersPanel(opened, { kept: this.options.kept.layers, changed, leave, openInspector });
      case 'sensitivity':
        return new SensitivityPanel(opened, {
          ...{ kept: kept.sensitivity, isRunning, changed, openInspector, analyze, variants, tell },
        });
      case 'trade-off':
        return new TradeOffPanel(opened, {
          ...{ kept: kept.tradeOff, isRunning, changed, openInspector, search, variants, tell },
        });
      case 'profile':
        return new ProfilePanel(opened, { kept: kept.profile, isRunning, changed, openInspector, measure, tell });
      case 'hints':
        return new HintsPanel(opened, { isRunning, measure, act });
      case 'reduction':
        return new ReductionPanel(opened, { kept: kept.reduction, changed, openInspector, prune });
      case 'curves':
        return new CurvesPanel(opened, {
          ...{ kept: kept.curves, isRunning, changed, openInspector, tell },
          ...{ measure: this.options.measureCurves, useShares: this.options.useShares },
        });
      case 'variants':
        return new VariantsPanel(opened, {
          ...{ kept: kept.variants, changed, notices },
          counted: (models) =>
            this.tabs.showState('variants', { count: models > 0 ? String(models) : '', running: '' }),
        });
    }
  }

  private showStates(): void {
    const { findings, say } = this.opened;
    const running = (job: PageJob): string => (this.running.has(job) ? say(message('findings.running', {})) : '');
    const count = (things: number): string => (things > 0 ? String(things) : '');
    this.tabs.showState('sensitivity', { count: count(findings.all.length), running: running('sensitivity') });
    const points = findings.front?.points.length ?? 0;
    this.tabs.showState('trade-off', { count: count(points), running: running('trade-off') });
    this.tabs.showState('profile', { count: '', running: running('profile') });
    const groups = findings.reduction === undefined ? 0 : reducedRows(findings.reduction);
    this.tabs.showState('curves', { count: count(findings.curves.length), running: running('curves') });
    this.tabs.showState('reduction', { count: count(groups), running: '' });
    this.tabs.showState('hints', { count: count(findings.profile?.hints.length ?? 0), running: '' });
  }

  /** Layers have keys of their own, and stop them; from all else Esc leads to the graph. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.options.leave();
  }
}

function jobIn(tab: LowerTab): PageJob | undefined {
  return tab === 'layers' || tab === 'variants' || tab === 'reduction' ? undefined : jobOf[tab];
}

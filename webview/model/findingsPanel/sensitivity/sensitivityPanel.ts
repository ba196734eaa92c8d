import '../findingsPanel.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatSeconds } from '../../../../src/protocol/quantity.ts';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { sensitivityCsv } from '../../../../src/protocol/result/sensitivityCsv.ts';
import { button, setEnabled } from '../../../controls/controls.ts';
import { element, linkButton } from '../../../element.ts';
import { watchTheme } from '../../../graph/drawing/theme/readTheme.ts';
import type { OpenedModel } from '../../opened.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import { EmptyState } from '../emptyState.ts';
import { saveMenu } from '../saveMenu.ts';
import { itemsOfLayers, nodesOfFile, selectedLayers } from '../selectedLayers.ts';
import { RankedBars } from '../ranking/rankedBars.ts';
import { readWord } from '../state.ts';
import type { VariantMaking } from '../variantMaking.ts';
import { Warnings } from '../warnings.ts';
import { whenShown } from '../whenShown.ts';
import { measuredTexts } from './measuredText.ts';
import { sensitivityRanking } from './sensitivityRanking.ts';
import { SignalChoice } from './signalChoice.ts';
import { signals } from './signals.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface SensitivityPanelOptions {
  /** A {@link SensitivityPanel.state} of before. */
  readonly kept: unknown;
  readonly isRunning: boolean;
  readonly changed: () => void;
  readonly openInspector: () => void;
  readonly analyze: () => void;
  readonly variants: VariantMaking;
  /** Says that something is done. */
  readonly tell: (text: string) => void;
}

/** Which layers suffer from quantization: ranked, as bars of dB, with how it was measured and what can be done. */
export class SensitivityPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly ranking: RankedBars<SensitiveLayer>;
  private readonly choice: SignalChoice;
  private readonly measured = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly rankAgain: HTMLButtonElement;
  private readonly keepFloat: HTMLElement;
  private readonly warnings: Warnings;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly ends: readonly (() => void)[];
  /** The result that the rows were ranked by. */
  private result: object | undefined;
  private isRunning: boolean;
  private isSelectionNew = true;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: SensitivityPanelOptions,
  ) {
    const { say, findings, selection } = opened;
    const { kept, changed, tell, analyze } = options;
    this.isRunning = options.isRunning;
    this.choice = new SignalChoice(say, readWord(kept, 'signal', signals), () => {
      changed();
      this.drawn.ask();
    });
    this.ranking = new RankedBars<SensitiveLayer>({
      ...{ id: 'sensitivity', label: say(message('findings.sensitivity', {})) },
      ...{ description: say(message('findings.sensitivity-help', {})), language: opened.language },
      ...{ kept, changed, idOf: ({ node }) => node, arranged: () => this.showHeader() },
      selected: (ids, added) => this.selected(ids, added),
      key: (event, active) => this.key(event, active),
    });
    this.rankAgain = linkButton(say(message('findings.rank-again', {})), () => this.ranking.arrange());
    this.rankAgain.title = say(message('findings.rank-again-hint', {}));
    this.keepFloat = button('secondary', say(message('findings.keep-float', {})), () => void this.makeVariant());
    this.warnings = new Warnings(say);
    this.empty = new EmptyState(say(message('findings.analyze', {})), analyze);
    const saving = savedChart(opened, 'sensitivity', () => sensitivityCsv(findings.all));
    const bar = element('div', { class: 'findings-bar' }, this.choice.element, this.measured, this.rankAgain);
    bar.append(this.keepFloat, saveMenu({ say, tell, saving, picture: () => this.picture() }));
    this.content = element('div', { class: 'findings-content' }, bar, this.warnings.element);
    this.content.append(this.ranking.table.element);
    this.element.setAttribute('aria-label', say(message('findings.tab-sensitivity', {})));
    this.element.append(this.content, this.empty.element);
    this.ends = [
      findings.listen(() => this.drawn.ask()),
      selection.listen((_, origin) => this.followSelection(origin === 'findings')),
      watchTheme(() => this.ranking.dress()),
    ];
    this.drawn.ask();
  }

  /** What the person set, as JSON. */
  get state(): object {
    const { kept } = this.choice;
    return { ...(kept && { signal: kept }), widths: this.ranking.table.columnWidths };
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
    this.ranking.table.dispose();
  }

  private draw(): void {
    const { findings } = this.opened;
    const layers = findings.all;
    this.content.hidden = layers.length === 0;
    this.empty.element.hidden = layers.length > 0;
    const { result } = this;
    this.result = findings.sensitivity;
    if (layers.length === 0) {
      this.ranking.show(sensitivityRanking(this.opened.say, [], this.choice.signal), true);
      this.showEmpty();
      return;
    }
    const isNew = this.ranking.rows.length === 0 || (this.result !== undefined && this.result !== result);
    this.choice.offer(layers, isNew);
    this.ranking.show(sensitivityRanking(this.opened.say, layers, this.choice.signal), isNew);
    this.showHeader();
    if (this.isSelectionNew) this.showSelection();
  }

  private showEmpty(): void {
    const { say, findings } = this.opened;
    const { plan } = findings;
    if (this.isRunning) this.empty.show(say(message('findings.nothing-yet', {})), true);
    else if (plan === undefined) this.empty.show(say(message('findings.no-sensitivity', {})), false);
    else {
      const time = formatSeconds(Math.max(1, plan.seconds));
      this.empty.show(say(message('findings.no-sensitivity-planned', { time })), false);
    }
  }

  private showHeader(): void {
    const { findings, say } = this.opened;
    const { sensitivity, plan } = findings;
    const { measured, rows, isArranged } = this.ranking;
    const all = Math.max(plan?.layers ?? 0, rows.length);
    const texts =
      sensitivity === undefined
        ? all === 0
          ? []
          : [message('findings.so-far', { measured, all })]
        : measuredTexts(sensitivity, this.choice.signal);
    const text = texts.map((each) => say(each)).join(' · ');
    if (this.measured.textContent !== text) this.measured.textContent = text;
    this.measured.title = text;
    this.rankAgain.hidden = isArranged;
    this.warnings.show(sensitivity?.warnings ?? []);
    this.showAction();
  }

  private showAction(): void {
    setEnabled(this.keepFloat, selectedLayers(this.opened).length > 0);
  }

  private followSelection(isOwn: boolean): void {
    this.isSelectionNew = !isOwn;
    if (isOwn) this.showAction();
    else this.drawn.ask();
  }

  private showSelection(): void {
    this.isSelectionNew = false;
    this.ranking.table.select(selectedLayers(this.opened).map(({ node }) => node));
  }

  private selected(ids: ReadonlySet<string>, added: boolean): void {
    const { selection } = this.opened;
    const layers = [...ids].flatMap((id) => this.ranking.row(id) ?? []);
    const others = added ? selection.items.filter(({ kind }) => kind !== 'node') : [];
    selection.set([...others, ...itemsOfLayers(this.opened, layers)], 'findings');
  }

  /** @returns whether the key was one of the panel's own */
  private key(event: KeyboardEvent, active: string | undefined): boolean {
    if (event.key !== 'Enter' || active === undefined) return false;
    if (!selectedLayers(this.opened).some(({ node }) => node === active)) this.ranking.table.goTo(active);
    this.options.openInspector();
    return true;
  }

  private async makeVariant(): Promise<void> {
    const nodes = nodesOfFile(selectedLayers(this.opened));
    await this.options.variants.make({ kind: 'keep-float', nodes });
  }

  private picture(): string {
    const { say, file } = this.opened;
    return this.ranking.picture(`${file} – ${say(message(`findings.rank-by-${this.choice.signal}`, {}))}`);
  }
}

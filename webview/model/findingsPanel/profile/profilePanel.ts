import '../findingsPanel.css';
import './profile.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { ProfileFindings } from '../../../../src/protocol/webview/modelContract.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import { button, setEnabled } from '../../../controls/controls.ts';
import { dropdown } from '../../../controls/dropdown.ts';
import { element } from '../../../element.ts';
import { watchTheme } from '../../../graph/drawing/theme/readTheme.ts';
import type { OpenedModel } from '../../opened.ts';
import type { Item } from '../../selection.ts';
import { EmptyState } from '../emptyState.ts';
import { RankedBars } from '../ranking/rankedBars.ts';
import { saveMenu } from '../saveMenu.ts';
import { readWord } from '../state.ts';
import { whenShown } from '../whenShown.ts';
import { profileCsv } from './profileCsv.ts';
import { ProfileFacts } from './profileFacts.ts';
import { profileRanking } from './profileRanking.ts';
import { type ProfileRow, type ProfileView, profileViews, rowOf } from './profileRows.ts';
import { latencyTexts } from './profileTexts.ts';

/** What the panel starts with, and whom it tells of what it cannot do by itself. */
export interface ProfilePanelOptions {
  /** A {@link ProfilePanel.state} of before. */
  readonly kept: unknown;
  readonly isRunning: boolean;
  readonly changed: () => void;
  readonly openInspector: () => void;
  readonly measure: () => void;
  /** Says that something is done. */
  readonly tell: (text: string) => void;
}

/** Where the time goes: nodes, operators or groups, ranked, as bars of milliseconds. */
export class ProfilePanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  private readonly ranking: RankedBars<ProfileRow>;
  private readonly latency = element('span', { class: 'findings-measured description', role: 'status' });
  private readonly facts: ProfileFacts;
  private readonly again: HTMLElement;
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly ends: readonly (() => void)[];
  private view: ProfileView;
  /** Nodes of each row, by its id. */
  private nodes: ReadonlyMap<string, readonly number[]> = new Map();
  /** What the rows are of. */
  private shown: { readonly found: ProfileFindings; readonly view: ProfileView } | undefined;
  private isSelectionNew = true;
  private isRunning: boolean;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: ProfilePanelOptions,
  ) {
    const { say, findings, selection, language } = opened;
    const { kept, changed, measure, tell } = options;
    this.isRunning = options.isRunning;
    this.view = readWord(kept, 'view', profileViews) ?? 'node';
    this.ranking = new RankedBars<ProfileRow>({
      ...{ id: 'profile', label: say(message('performance.profile', {})), language, kept, changed },
      ...{ description: say(message('performance.profile-help', {})), idOf: ({ id }) => id },
      arranged: () => undefined,
      selected: (ids, added) => this.selected(ids, added),
      key: (event, active) => this.key(event, active),
    });
    this.facts = new ProfileFacts(opened);
    this.again = button('secondary', say(message('performance.measure-again', {})), measure);
    this.empty = new EmptyState(say(message('performance.measure', {})), measure);
    const saving = savedChart(opened, 'profile', () => this.csv());
    const bar = element('div', { class: 'findings-bar' }, this.viewChoice(), this.latency, this.again);
    bar.append(saveMenu({ say, tell, saving, picture: () => this.picture() }));
    this.content = element('div', { class: 'findings-content' }, bar, this.facts.element, this.ranking.table.element);
    this.element.setAttribute('aria-label', say(message('findings.tab-profile', {})));
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
    this.ranking.table.dispose();
  }

  private draw(): void {
    const { findings, say } = this.opened;
    const found = findings.profile;
    this.content.hidden = found === undefined;
    this.empty.element.hidden = found !== undefined;
    setEnabled(this.again, !this.isRunning);
    if (found === undefined) {
      this.shown = undefined;
      this.showEmpty();
      return;
    }
    if (this.shown?.found !== found || this.shown.view !== this.view) this.showRows(found);
    const text = latencyTexts(found.profile)
      .map((each) => say(each))
      .join(' · ');
    if (this.latency.textContent !== text) this.latency.textContent = text;
    this.latency.title = text;
    this.facts.show(found.profile);
    if (this.isSelectionNew) this.showSelection();
  }

  private showEmpty(): void {
    const { say, prepared } = this.opened;
    const text = this.isRunning
      ? message('performance.measuring', {})
      : message('performance.no-profile', { nodes: prepared.model.nodeCount });
    this.empty.show(say(text), this.isRunning);
  }

  private showRows(found: ProfileFindings): void {
    const { view } = this;
    const { say, prepared } = this.opened;
    this.shown = { found, view };
    const nodes = new Map<string, number[]>();
    for (const each of found.profile.nodes) {
      const node = prepared.model.nodeOfId(each.node);
      if (node === undefined) continue;
      const row = rowOf(each, view);
      const known = nodes.get(row);
      if (known === undefined) nodes.set(row, [node]);
      else known.push(node);
    }
    this.nodes = nodes;
    this.ranking.show(profileRanking(say, found.profile, view), true);
    this.isSelectionNew = true;
  }

  private viewChoice(): HTMLElement {
    const { say } = this.opened;
    const choices = profileViews.map((value) => ({ value, text: say(message(`performance.time-per-${value}`, {})) }));
    return dropdown(say(message('performance.time-per', {})), choices, this.view, (value) => {
      this.view = profileViews.find((view) => view === value) ?? 'node';
      this.options.changed();
      this.drawn.ask();
    });
  }

  private followSelection(isOwn: boolean): void {
    this.isSelectionNew = !isOwn;
    if (!isOwn) this.drawn.ask();
  }

  /** Marks every row of which a node is selected. */
  private showSelection(): void {
    this.isSelectionNew = false;
    const { findings, selection } = this.opened;
    const rows = selection.nodes.flatMap((node) => {
      const profiled = findings.profiledNode(node);
      return profiled === undefined ? [] : [rowOf(profiled, this.view)];
    });
    this.ranking.table.select(new Set(rows));
  }

  private selected(ids: ReadonlySet<string>, added: boolean): void {
    const { selection } = this.opened;
    const others = added ? selection.items.filter(({ kind }) => kind !== 'node') : [];
    const items = [...ids].flatMap((id) => this.nodes.get(id) ?? []).map((node): Item => ({ kind: 'node', node }));
    selection.set([...others, ...items], 'findings');
  }

  /** @returns whether the key was one of the panel's own */
  private key(event: KeyboardEvent, active: string | undefined): boolean {
    if (event.key !== 'Enter' || active === undefined) return false;
    const [node] = this.nodes.get(active) ?? [];
    if (node !== undefined && !this.opened.selection.nodes.includes(node)) this.ranking.table.goTo(active);
    this.options.openInspector();
    return true;
  }

  private csv() {
    return profileCsv(this.opened.findings.profile!.profile, this.view);
  }

  private picture(): string {
    const { say, file } = this.opened;
    return this.ranking.picture(`${file} – ${say(message(`performance.time-per-${this.view}`, {}))}`);
  }
}

import '../findingsPanel.css';
import './hints.css';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { HintRemedy } from '../../../../src/protocol/result/hint.ts';
import type { ProfileFindings } from '../../../../src/protocol/webview/modelContract.ts';
import { element, linkButton } from '../../../element.ts';
import type { OpenedModel } from '../../opened.ts';
import { EmptyState } from '../emptyState.ts';
import { whenShown } from '../whenShown.ts';
import { hintEntry } from './hintEntry.ts';

/** The list begins with so many, and grows by so many. */
const portion = 50;

/** Whom the panel tells of what it cannot do by itself. */
export interface HintsPanelOptions {
  readonly isRunning: boolean;
  readonly measure: () => void;
  readonly act: (remedy: HintRemedy) => void;
}

/** What about the model costs more than it must: the dearest first, each with its nodes and what to do. */
export class HintsPanel {
  /** Fills what it is put into. */
  readonly element = element('section', { class: 'findings' });
  /** Hints have nothing that a person sets. */
  readonly state = {};
  private readonly said = element('p', { class: 'hints-said description', role: 'status' });
  private readonly list = element('ul', { class: 'hints' });
  private readonly empty: EmptyState;
  private readonly content: HTMLElement;
  private readonly drawn = whenShown(this.element, () => this.draw());
  private readonly ends: readonly (() => void)[];
  private shown: ProfileFindings | undefined;
  private isRunning: boolean;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: HintsPanelOptions,
  ) {
    const { say, findings, selection } = opened;
    this.isRunning = options.isRunning;
    this.list.setAttribute('aria-label', say(message('performance.hints', {})));
    this.empty = new EmptyState(say(message('performance.measure', {})), options.measure);
    this.content = element('div', { class: 'hints-content' }, this.said, this.list);
    this.element.setAttribute('aria-label', say(message('findings.tab-hints', {})));
    this.element.append(this.content, this.empty.element);
    this.ends = [
      findings.listen(() => this.drawn.ask()),
      selection.listen((_, origin) => this.mark(origin !== 'findings')),
    ];
    this.drawn.ask();
  }

  focus(): void {
    this.list.querySelector('button')?.focus();
  }

  showRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.drawn.ask();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.drawn.end();
  }

  private draw(): void {
    const { findings, say } = this.opened;
    const found = findings.profile;
    this.content.hidden = found === undefined;
    this.empty.element.hidden = found !== undefined;
    if (found === undefined) {
      const code = this.isRunning ? 'performance.measuring-hints' : 'performance.no-hints-yet';
      this.empty.show(say(message(code, {})), this.isRunning);
    } else if (found !== this.shown) {
      const { hints, profile } = found;
      this.list.replaceChildren();
      this.list.hidden = hints.length === 0;
      this.append(found, 0);
      const text =
        hints.length === 0
          ? [message('performance.no-hints', {})]
          : profile.samples.synthetic
            ? [message('performance.hints-synthetic', {})]
            : [];
      this.said.textContent = text.map((each) => say(each)).join('');
      this.said.hidden = text.length === 0;
      this.mark(false);
    }
    this.shown = found;
  }

  private append(found: ProfileFindings, from: number): void {
    const { opened, list, options } = this;
    const { hints, profile } = found;
    const end = Math.min(hints.length, from + portion);
    const entry = { latency: profile.latency.median, act: options.act };
    list.append(...hints.slice(from, end).map((hint) => hintEntry(opened, hint, entry)));
    if (end === hints.length) return;
    const more = linkButton(opened.say(message('performance.more-hints', { count: hints.length - end })), () => {
      more.parentElement?.remove();
      this.append(found, end);
      // The button that had the focus is gone.
      list.children[end]?.querySelector<HTMLElement>('button, vscode-button')?.focus();
    });
    list.append(element('li', { class: 'hint' }, more));
  }

  /** Marks the links to what is selected. */
  private mark(isToBeSeen: boolean): void {
    const selected = new Set(this.opened.selection.nodes);
    let first: HTMLElement | undefined;
    for (const link of this.list.querySelectorAll<HTMLElement>('[data-node]')) {
      const isSelected = selected.has(Number(link.dataset['node']));
      if (isSelected) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      if (isSelected) first ??= link;
    }
    if (isToBeSeen) first?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }
}

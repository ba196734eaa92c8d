import { message } from '../../src/protocol/messages/catalogue.ts';
import type { ReportEditorSide } from '../../src/protocol/webview/reportContract.ts';
import type { ReportView } from '../../src/protocol/webview/reportView.ts';
import { element } from '../element.ts';
import type { Page } from '../page.ts';
import { actions } from './actions.ts';
import { gains } from './gains.ts';
import { making } from './making.ts';
import { NodeSection } from './nodeSection.ts';
import { reductionSection } from './reductionSection.ts';
import { readState } from './state.ts';
import { tradeOff } from './tradeOff.ts';
import { notes, verdict, warnings } from './verdict.ts';

/** A report from top to bottom: what came out, what to look at, what was decided for every node, how it was made. */
export class ReportPage {
  /** Absent where nothing was quantized. */
  private readonly nodes: NodeSection | undefined;
  private readonly making: HTMLDetailsElement;
  private readonly left = new AbortController();

  constructor(
    report: ReportView,
    private readonly page: Page<ReportEditorSide>,
  ) {
    const { say, language } = page;
    const state = readState(page.kept);
    const keep = (): void => this.keep();
    const { coverage } = report;
    this.nodes =
      coverage === undefined ? undefined : new NodeSection(coverage, { say, language, state, changed: keep });
    this.making = making(report, { say, open: state.making, toggled: keep });
    page.show(
      element(
        'main',
        {},
        heading(report, page),
        ...warnings(report.warnings, say),
        gains(report.summary, say),
        ...(report.tradeOff === undefined ? [] : [tradeOff(report.tradeOff, say)]),
        ...notes(report.notes, say),
        ...report.reductions.map((each, index) => reductionSection(each, index, { say, language })),
        ...(this.nodes === undefined ? [] : [this.nodes.element]),
        this.making,
      ),
    );
    if (this.nodes !== undefined) this.nodes.scroll = state.scroll.nodes;
    document.documentElement.scrollTop = state.scroll.page;
    const { signal } = this.left;
    document.addEventListener('scroll', keep, { signal });
    document.addEventListener('keydown', (event) => this.key(event), { signal });
  }

  /** Makes room for another report. */
  leave(): void {
    this.left.abort();
  }

  private keep(): void {
    const { filter = '', sort, scroll = 0 } = this.nodes ?? {};
    const page = document.documentElement.scrollTop;
    this.page.keep({ filter, sort, making: this.making.open, scroll: { page, nodes: scroll } });
  }

  /** `/` and the keys that find things elsewhere lead to the filter: the browser could only search the rows in view. */
  private key(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement;
    const find = event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (this.nodes === undefined || (!find && (event.key !== '/' || typing))) return;
    event.preventDefault();
    this.nodes.focusFilter();
  }
}

function heading(report: ReportView, page: Page<ReportEditorSide>): HTMLElement {
  const { say, language } = page;
  const made = message('page.made-from', { original: report.original, date: dateText(report.created, language) });
  return element(
    'header',
    {},
    element('h1', {}, report.title),
    verdict(report, say),
    element('p', { class: 'description' }, say(made)),
    actions(page),
  );
}

/** In the zone of who reads it. A date that cannot be understood stays as it is. */
function dateText(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

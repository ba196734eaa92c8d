import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Reduction } from '../../../src/protocol/result/reduction.ts';
import { plannedRows } from '../../../src/protocol/result/reductionRows.ts';
import { reductionTables } from '../../../src/protocol/result/reductionTables.ts';
import type { ReductionWish } from '../../../src/protocol/webview/reductionWish.ts';
import { readReals } from '../../../src/protocol/webview/realNumbers.ts';
import { element } from '../../element.ts';
import type { Say } from '../../page.ts';
import { remark } from '../../remark.ts';
import { failureOf } from '../analysis/failure.ts';
import type { OpenedModel } from '../opened.ts';

/** Milliseconds without a change after which the editor is asked. */
const settling = 600;

/** What would go, as a person writes what they wish for: in a few lines here, on the graph and in its tab as a whole. */
export class ReductionPreview {
  readonly element = element('div', { class: 'plan-preview', role: 'status' });
  private asking = new AbortController();
  private settled: ReturnType<typeof setTimeout> | undefined;
  /** What is shown, so that it is asked for once. */
  private shown: string | undefined;

  constructor(private readonly opened: OpenedModel) {}

  /**
   * Shows what a wish takes away; nothing without one.
   * @param setting what else it follows from, the same text for the same
   */
  show(wish: ReductionWish | undefined, setting: string): void {
    const key = wish && JSON.stringify([wish, setting]);
    if (key !== undefined && key === this.shown) return;
    this.close();
    if (wish === undefined) {
      this.element.replaceChildren();
      return;
    }
    this.shown = key;
    this.say(this.opened.say(message('reduction.planning', {})));
    this.settled = setTimeout(() => void this.ask(wish), settling);
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.shown = undefined;
    clearTimeout(this.settled);
    this.asking.abort();
  }

  private async ask(wish: ReductionWish): Promise<void> {
    const { signal } = (this.asking = new AbortController());
    const { request, findings, say } = this.opened;
    try {
      const reduction = readReals(await request('planReduction', wish, signal));
      if (signal.aborted) return;
      this.say(...reductionLines(say, reduction));
      findings.showReduction(reduction);
    } catch (error) {
      if (signal.aborted) return;
      this.shown = undefined;
      findings.showReduction(undefined);
      const { text, action } = failureOf(error, this.opened);
      this.element.replaceChildren(remark('error', text, action));
    }
  }

  private say(...lines: readonly string[]): void {
    this.element.replaceChildren(...lines.map((line) => element('p', {}, line)));
  }
}

/** What a reduction comes to, in lines. */
export function reductionLines(say: Say, reduction: Reduction): readonly string[] {
  const rows = plannedRows(reduction).map(({ label: name, before, after, change }) =>
    say(message('reduction.plan-change', { name, before, after, change })),
  );
  return [say(reductionTables(reduction).summary), ...rows];
}

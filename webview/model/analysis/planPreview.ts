import { message } from '../../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatSeconds } from '../../../src/protocol/quantity.ts';
import type { SensitivityPlan } from '../../../src/protocol/result/sensitivity.ts';
import type { AnalysisWish } from '../../../src/protocol/webview/modelContract.ts';
import { element } from '../../element.ts';
import { remark } from '../../remark.ts';
import type { OpenedModel } from '../opened.ts';
import { failureOf } from './failure.ts';

/** Milliseconds without a change after which the editor is asked. */
const settling = 400;

/** What an analysis would take, as a person writes what they wish for. Asked for once for each wish. */
export class PlanPreview {
  readonly element = element('div', { class: 'plan-preview', role: 'status' });
  private readonly known = new Map<string, SensitivityPlan>();
  private asking = new AbortController();
  private settled: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly opened: OpenedModel) {}

  /**
   * Shows what a wish takes; nothing without one.
   * @param setting what else it follows from, the same text for the same
   */
  show(wish: AnalysisWish | undefined, setting = ''): void {
    this.close();
    if (wish === undefined) {
      this.element.replaceChildren();
      return;
    }
    // It is the whole that is planned: the budget only ends it.
    const { budget, ...planned } = wish;
    const key = JSON.stringify([planned, setting]);
    const plan = this.known.get(key);
    if (plan !== undefined) {
      this.showPlan(plan, budget);
      return;
    }
    this.say(this.opened.say(message('analysis.planning', {})));
    this.settled = setTimeout(() => void this.ask(planned, key, budget), settling);
  }

  /** Nobody looks at it any more. */
  close(): void {
    clearTimeout(this.settled);
    this.asking.abort();
  }

  private async ask(wish: AnalysisWish, key: string, budget: number | undefined): Promise<void> {
    const { signal } = (this.asking = new AbortController());
    try {
      const plan = await this.opened.request('planSensitivity', wish, signal);
      this.known.set(key, plan);
      if (!signal.aborted) this.showPlan(plan, budget);
    } catch (error) {
      if (signal.aborted) return;
      const { text, action } = failureOf(error, this.opened);
      this.element.replaceChildren(remark('error', text, action));
    }
  }

  private showPlan(plan: SensitivityPlan, budget: number | undefined): void {
    const { say } = this.opened;
    const { layers, samples, seconds, memory, synthetic } = plan;
    const figures = { layers, samples, time: formatSeconds(Math.max(1, seconds)), memory: formatBytes(memory) };
    const lines = [say(message(synthetic ? 'analysis.plan-synthetic' : 'analysis.plan', figures))];
    if (budget !== undefined && budget < seconds) {
      lines.push(say(message('analysis.plan-budget', { budget: formatSeconds(budget) })));
    }
    this.say(...lines);
  }

  private say(...lines: readonly string[]): void {
    this.element.replaceChildren(...lines.map((line) => element('p', {}, line)));
  }
}

import { message } from '../../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatCount, formatMilliseconds, formatRatio } from '../../../src/protocol/quantity.ts';
import type { Reduction } from '../../../src/protocol/result/reduction.ts';
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
  const { parameters, macs, milliseconds, bytes, untouched } = reduction;
  const count =
    reduction.kind === 'channels'
      ? message('reduction.plan-groups', {
          groups: reduction.groups.filter(({ removed }) => removed.length > 0).length,
          untouched: untouched.length,
        })
      : message('reduction.plan-layers', { layers: reduction.layers.length, untouched: untouched.length });
  const change = (
    name: 'size' | 'parameters' | 'macs' | 'latency',
    figures: { readonly before: number; readonly after: number } | undefined,
    format: (value: number) => string,
  ): readonly string[] => {
    if (figures === undefined || figures.before === figures.after) return [];
    const { before, after } = figures;
    const change =
      after < before
        ? message('pruning.less', { ratio: formatRatio(before / after) })
        : message('pruning.more', { ratio: formatRatio(after / before) });
    const named = { name: message(`reduction.${name}`, {}), before: format(before), after: format(after), change };
    return [say(message('reduction.plan-change', named))];
  };
  const lines = [
    ...change('size', bytes, formatBytes),
    ...change('parameters', parameters, formatCount),
    ...change('macs', macs, formatCount),
    ...change('latency', milliseconds, formatMilliseconds),
  ];
  return lines.length === 0 ? [say(message('reduction.plan-nothing', {})), say(count)] : [say(count), ...lines];
}

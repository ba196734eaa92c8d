import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import type { Finding } from '../../../src/protocol/result/jobResult.ts';
import { UserError } from '../../../src/protocol/userError.ts';
import type { ModelPageSide, PageJob, PageRun } from '../../../src/protocol/webview/modelContract.ts';
import { readReals } from '../../../src/protocol/webview/realNumbers.ts';
import type { Notices } from '../notices.ts';
import type { OpenedModel } from '../opened.ts';
import { failureOf } from './failure.ts';
import { cancelledText, curvesText, endedText, profiledText, searchEndedText } from './outcomeTexts.ts';
import { RunningBar } from './runningBar.ts';

type Notification<Type extends string> = Extract<ModelPageSide['notification'], { readonly type: Type }>;

/** What is shown of a remark about a run; there is one at a time. */
const remarkName = 'analysis';

export type RunChange = 'begun' | 'joined' | 'ended';

export interface PageRunsOptions {
  readonly opened: OpenedModel;
  readonly notices: Notices;
  /** Hears that a job begins, is joined after the page was hidden, or has ended. */
  readonly changed: (job: PageJob, now: RunChange) => void;
}

/** Runs analyses in the background, one at a time, and brings what they find to the page. */
export class PageRuns {
  readonly bar: RunningBar;
  private current: { readonly job: PageJob; readonly controller: AbortController } | undefined;
  private hasLeft = false;

  constructor(private readonly options: PageRunsOptions) {
    this.bar = new RunningBar(options.opened.say, () => this.cancel());
  }

  get isBusy(): boolean {
    return this.current !== undefined;
  }

  /**
   * Runs a job to its end, and says what came of it.
   * @param isJoined it runs already: what it found by now is on the page
   */
  async run(asked: PageRun, isJoined = false): Promise<void> {
    if (this.isBusy) return;
    const { opened, notices, changed } = this.options;
    const controller = new AbortController();
    this.current = { job: asked.job, controller };
    notices.takeBack(remarkName);
    if (!isJoined) this.forget(asked.job);
    this.bar.begin(titleOf(asked.job, opened.file));
    changed(asked.job, isJoined ? 'joined' : 'begun');
    try {
      notices.say(await this.outcome(asked, controller.signal));
    } catch (error) {
      if (this.hasLeft) return;
      if (isCancelled(error, controller.signal)) notices.say(cancelledText(asked.job, opened));
      else this.fail(error);
    } finally {
      this.current = undefined;
      this.bar.end();
      if (!this.hasLeft) changed(asked.job, 'ended');
    }
  }

  cancel(): void {
    this.current?.controller.abort();
  }

  /** Another version of the model takes the place of this one. */
  leave(): void {
    this.hasLeft = true;
    this.cancel();
  }

  progressed({ job, progress }: Notification<'progress'>): void {
    if (this.current?.job === job) this.bar.show(progress);
  }

  found({ finding }: Notification<'found'>): void {
    const { findings } = this.options.opened;
    if (!this.isBusy) return;
    const known: Finding = readReals(finding);
    if (known.kind === 'sensitivity-plan') findings.expect(known.plan);
    if (known.kind === 'sensitive-layers') findings.add(known.layers);
    if (known.kind === 'mixed') findings.showFront(known.front);
    if (known.kind === 'prune-curve') findings.addCurves([known.curve]);
  }

  /** @returns what is said of it */
  private async outcome(asked: PageRun, signal: AbortSignal): Promise<string> {
    const { opened } = this.options;
    if (asked.job === 'sensitivity') {
      const result = readReals(await opened.request('analyzeSensitivity', asked.wish, signal));
      opened.findings.end(result);
      return endedText(result, opened);
    }
    if (asked.job === 'profile') {
      const found = readReals(await opened.request('profileModel', null, signal));
      opened.findings.showProfile(found);
      return profiledText(found, opened);
    }
    if (asked.job === 'curves') {
      const result = readReals(await opened.request('measureCurves', asked.wish, signal));
      opened.findings.endCurves(result);
      return curvesText(result, opened);
    }
    const front = readReals(await opened.request('searchTradeOff', asked.wish, signal));
    opened.findings.showFront(front);
    return searchEndedText(front, opened);
  }

  private forget(job: PageJob): void {
    const { findings } = this.options.opened;
    if (job === 'sensitivity') findings.begin();
    if (job === 'trade-off') findings.showFront(undefined);
    if (job === 'curves') findings.beginCurves();
    // A profile comes as a whole: the one before stays until it does.
  }

  private fail(error: unknown): void {
    const { text, action } = failureOf(error, this.options.opened);
    this.options.notices.show(remarkName, 'error', text, action);
  }
}

const titles = {
  sensitivity: 'analysis.job',
  'trade-off': 'analysis.search-job',
  profile: 'performance.job',
  curves: 'reduction.curves-job',
} as const satisfies Record<PageJob, string>;

function titleOf(job: PageJob, file: string): Message {
  return message(titles[job], { file });
}

/** Whether the person gave it up, here or in VS Code's list of jobs. */
function isCancelled(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof UserError && error.detail.code === 'analysis.cancelled');
}

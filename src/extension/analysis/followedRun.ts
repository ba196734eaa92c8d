import { OtherSideBegan } from '../../protocol/webview/channel.ts';

/** A job that goes on as long as somebody follows it: a page in an editor, also while that is hidden. */
export class FollowedRun<Follower extends object, Result> {
  private readonly followers = new Set<Follower>();
  private readonly controller = new AbortController();
  private readonly result: Promise<Result>;

  constructor(perform: (signal: AbortSignal) => Promise<Result>) {
    this.result = perform(this.controller.signal);
    // Whoever joins hears of it; where nobody is left, nobody wants to.
    this.result.catch(() => undefined);
  }

  /** Those who follow it. */
  get all(): readonly Follower[] {
    return [...this.followers];
  }

  /**
   * Waits for the result.
   * @param signal the follower gives it up, unless it only begins anew, as a page does that was hidden
   */
  async join(follower: Follower, signal: AbortSignal): Promise<Result> {
    this.followers.add(follower);
    const giveUp = (): void => {
      if (!(signal.reason instanceof OtherSideBegan)) this.leave(follower);
    };
    signal.addEventListener('abort', giveUp);
    try {
      return await this.result;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the job with the last one who follows it. */
  leave(follower: Follower): void {
    this.followers.delete(follower);
    if (this.followers.size === 0) this.end();
  }

  end(): void {
    this.controller.abort();
  }
}

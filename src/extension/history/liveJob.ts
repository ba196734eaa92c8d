import type { Job } from '../../protocol/job.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { QueuedJob } from '../jobs/queue.ts';
import { BoundedLog } from './boundedLog.ts';

/** A job of this window that waits or runs. */
export class LiveJob {
  /** Sorts by time, and is its own in any window: also the name of its file. */
  readonly id: string;
  readonly log = new BoundedLog();
  private start: Date | undefined;

  constructor(
    readonly title: Message,
    readonly job: Job,
    readonly queued: QueuedJob,
  ) {
    this.id = `${new Date().toISOString().replace(/[-:.]/g, '')}-${crypto.randomUUID().slice(0, 8)}`;
  }

  begin(): void {
    this.start = new Date();
  }

  /** When its turn came; absent while it waits. */
  get began(): Date | undefined {
    return this.start;
  }

  /** Seconds since its turn came. */
  get seconds(): number {
    return this.start === undefined ? 0 : (Date.now() - this.start.getTime()) / 1000;
  }
}

import type { Job } from '../../protocol/job.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { JobResult } from '../../protocol/result/jobResult.ts';
import type { QueuedJob } from './queue.ts';

/** How a job came to its end. */
export type JobEnd =
  | { readonly outcome: 'done'; readonly result: JobResult }
  | { readonly outcome: 'failed'; readonly error: unknown }
  | { readonly outcome: 'cancelled' };

/** Who hears of one job. */
export interface JobWatch {
  /** Its turn has come. */
  readonly onStart: () => void;
  /** A line of its log: a stage that it reached, or what it said. */
  readonly onLog: (text: Message) => void;
  readonly onEnd: (end: JobEnd) => void;
}

/** Hears of every job that takes a turn, as soon as it waits for it. */
export type JobObserver = (title: Message, job: Job, queued: QueuedJob) => JobWatch;

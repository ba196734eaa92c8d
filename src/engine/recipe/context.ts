import type { Message } from '../../protocol/messages/message.ts';
import type { Finding } from '../../protocol/result/jobResult.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';

/** What every job and every pass may use. */
interface Surroundings {
  /** Something worth keeping that is no result. */
  log(message: Message): void;
  /** Something found before the end, to be shown at once. */
  finding(finding: Finding): void;
  readonly signal: AbortSignal;
  /** Files put here are removed with the job, however it ends. */
  readonly temporaryFolder: string;
}

/** What a job tells while it runs. */
export interface JobContext extends Surroundings {
  progress(progress: Progress): void;
}

/** What a pass of a job tells while it works. */
export interface PassContext extends Surroundings {
  /** How far the pass is: a text that says what it does, and the share of the pass that is done, 0 to 1. */
  progress(stage: Message, fraction: number): void;
  /** Threads for sessions; the runtime's own choice when undefined. */
  readonly threads: number | undefined;
  /** Seed of everything random. */
  readonly seed: number;
}

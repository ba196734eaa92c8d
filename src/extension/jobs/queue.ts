import type { Message } from '../../protocol/messages/message.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';

/** A job that waits or runs. */
export interface QueuedJob {
  readonly title: Message;
  /** Absent while the job waits for others. */
  readonly progress: Progress | undefined;
  readonly isRunning: boolean;
  readonly cancel: () => void;
}

/** What a job is given when its turn comes. */
export interface Turn {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Never settled by the job itself: it was cancelled while it waited. */
export class CancelledInQueue extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledInQueue';
  }
}

interface Entry extends QueuedJob {
  progress: Progress | undefined;
  isRunning: boolean;
  readonly controller: AbortController;
  readonly begin: () => void;
}

/** Lets jobs run one after the other, or a few at the same time, in the order in which they came. */
export class JobQueue {
  readonly #limit: () => number;
  readonly #onChange: () => void;
  readonly #entries = new Set<Entry>();

  /**
   * @param limit how many jobs may run at the same time; asked anew at each start
   * @param onChange called when a job comes, begins, gets on or ends
   */
  constructor(limit: () => number, onChange: () => void) {
    this.#limit = limit;
    this.#onChange = onChange;
  }

  /** Jobs that run or wait, the oldest first. */
  get jobs(): readonly QueuedJob[] {
    return [...this.#entries];
  }

  cancelAll(): void {
    for (const { cancel } of this.jobs) cancel();
  }

  /**
   * Runs `work` when its turn comes.
   * @param onQueued gets the job at once, so that it can be cancelled from elsewhere
   * @throws CancelledInQueue when the job is cancelled before its turn; else whatever `work` throws
   */
  async run<Result>(
    title: Message,
    work: (turn: Turn) => Promise<Result>,
    onQueued?: (job: QueuedJob) => void,
  ): Promise<Result> {
    const { entry, turn } = waiting(title);
    this.#entries.add(entry);
    onQueued?.(entry);
    this.#next();
    try {
      await turn;
      return await work({
        signal: entry.controller.signal,
        onProgress: (progress) => {
          entry.progress = progress;
          this.#onChange();
        },
      });
    } finally {
      this.#entries.delete(entry);
      this.#next();
    }
  }

  #next(): void {
    let free = this.#limit() - this.jobs.filter(({ isRunning }) => isRunning).length;
    for (const entry of this.#entries) {
      if (free <= 0) break;
      if (entry.isRunning || entry.controller.signal.aborted) continue;
      entry.isRunning = true;
      entry.begin();
      free--;
    }
    this.#onChange();
  }
}

/** A job that waits, and a promise that is kept when it begins and broken when it is cancelled before. */
function waiting(title: Message): { readonly entry: Entry; readonly turn: Promise<void> } {
  const controller = new AbortController();
  let begin = (): void => undefined;
  const turn = new Promise<void>((resolve, reject) => {
    begin = resolve;
    controller.signal.addEventListener('abort', () => reject(new CancelledInQueue()), { once: true });
  });
  const cancel = (): void => controller.abort();
  return { entry: { title, progress: undefined, isRunning: false, controller, begin, cancel }, turn };
}

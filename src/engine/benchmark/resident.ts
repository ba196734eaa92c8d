import type { Feeds } from '../data/dataset.ts';

/** What a resident process loads: one model, for all runs of its life. */
export interface LoadRequest {
  readonly file: string;
  readonly provider: string;
  readonly threads: number;
  /** Whether idle threads of the runtime spin. */
  readonly spinning: boolean;
  /** What every run takes. */
  readonly feeds: Feeds;
}

/** What loading took. */
export interface Loaded {
  /** Milliseconds until the session was there, and of the first run after that. */
  readonly session: number;
  readonly firstRun: number;
  /** The most bytes that the process occupied before it loaded the model. */
  readonly memoryBefore: number;
  /** Share of the nodes' time that ran on another provider than the one that was asked for; absent where it cannot be told. */
  readonly elsewhere?: number;
}

/** Runs one after the other. */
export interface Block {
  /** Milliseconds of each run, in their order. */
  readonly times: readonly number[];
  /** Milliseconds after the last run until the process used no processor any more. */
  readonly settling: number;
  /** Milliseconds of processor time that the process used since its last answer, while it should have been idle. */
  readonly idleUse: number;
  /** Milliseconds of processor time that the process used in all its life. */
  readonly use: number;
  /** The most bytes that the process ever occupied. */
  readonly memoryPeak: number;
}

/** A model in a process of its own, which does nothing between one answer and the next question. */
export interface Resident {
  /**
   * Loads the model and runs it once.
   * @throws UserError when the model or the provider fails, or the process ends
   */
  load(request: LoadRequest): Promise<Loaded>;
  /**
   * Runs the model until so many milliseconds have passed, at least once, and answers when the process is quiet again.
   * @throws UserError when the model fails or the process ends
   */
  run(milliseconds: number): Promise<Block>;
  /** Ends the process, whatever it does; it is gone when the promise settles. Never fails. */
  stop(): Promise<void>;
}

/** Starts a process that waits for its model. @throws UserError when it does not start */
export type StartResident = () => Promise<Resident>;

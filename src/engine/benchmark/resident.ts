import type { Feeds } from '../data/dataset.ts';

/** What a resident process loads: one model, for all runs of its life. */
export interface LoadRequest {
  readonly file: string;
  readonly provider: string;
  readonly threads: number;
  /** Whether idle threads of the runtime spin. */
  readonly spinning: boolean;
  /** Whether nodes that the provider does not have may run on the CPU, as they do unless the runtime is told otherwise. */
  readonly fallback: boolean;
  /** What every run takes. */
  readonly feeds: Feeds;
}

/** What loading took. */
export interface Loaded {
  /** Milliseconds until the session was there, and of the first run after that. */
  readonly session: number;
  readonly firstRun: number;
  /** The most bytes that the process occupied before it loaded the model, and since. */
  readonly memoryBefore: number;
  readonly memoryPeak: number;
  /** Milliseconds of processor time that the process used in all its life. */
  readonly use: number;
}

/** Runs one after the other. */
export interface Block {
  /** Milliseconds of each run, in their order. */
  readonly times: Float64Array;
  /** Milliseconds from the last run until the process used no processor any more. */
  readonly settling: number;
  /** Share of one processor that the process used from its last answer to the question for this block. */
  readonly idleUse: number;
  /** As when it was loaded, at the end of the block. */
  readonly memoryPeak: number;
  readonly use: number;
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

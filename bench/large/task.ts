/** What a child process does with the large model. */
export type Task = 'open' | 'save' | 'run' | 'quantize';

/** What it cost. */
export interface Figures {
  readonly seconds: number;
  /** Bytes that were read from disk or from the system's cache of it. */
  readonly readBytes: number;
  /** Bytes of memory: the most there were, less what there was before. */
  readonly extraPeakBytes: number;
}

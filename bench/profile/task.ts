/** What a process of its own measures of one model. */
export interface Task {
  /** Name of one of the real models. */
  readonly model: string;
  readonly what: 'profile' | 'latency';
  readonly threads: number;
  /** Folder in which files may be left until the end. */
  readonly folder: string;
}

/** Milliseconds, but for counts. */
export interface Figures {
  /** Of the profile: all nodes and all overhead together. */
  readonly sum: number;
  /** Of it, what is with nodes of the file. */
  readonly ofNodes: number;
  /** A run without profiler. */
  readonly latency: number;
  readonly nodes: number;
  /** What making the profile took. */
  readonly took: number;
}

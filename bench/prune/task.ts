/** What a process of its own does. */
export type Task =
  | {
      readonly what: 'prune';
      /** The model, which is not changed. */
      readonly file: string;
      /** Folder in which files may be left until the end. */
      readonly folder: string;
      /** Share of the channels of every group. */
      readonly ratio: number;
      readonly repair: 'none' | 'refit';
      /** Samples for ranking by activations and for refitting. */
      readonly samples: number;
      readonly threads: number;
    }
  | {
      readonly what: 'staircase';
      readonly counts: readonly number[];
      /** Of all layers of one count, together. */
      readonly milliseconds: number;
      readonly threads: number;
    };

/** What one step of pruning cost. */
export interface Step {
  readonly name: string;
  readonly milliseconds: number;
  /** The most that the process had at one time until the end of the step, less what it had with the model open. */
  readonly extraPeakBytes: number;
}

export interface PruneFigures {
  readonly steps: readonly Step[];
  readonly groups: number;
  readonly parameters: readonly [before: number, after: number];
  /** Milliseconds of one run. */
  readonly latency: readonly [before: number, after: number];
}

/** Milliseconds of one run of some layers with this many channels. */
export interface Stair {
  readonly channels: number;
  readonly spatial: number;
  readonly depthwise: number;
}

import type { ObserverName } from '../../src/protocol/options/quantizeStatic.ts';
import type { SampleFolder } from './sampleFolder.ts';

/** What quantizing came to. */
export interface QuantizeFigures {
  /** From opening the model to the end of writing the result. */
  readonly seconds: number;
  /** The same with the start of the process and the loading of libraries. */
  readonly processSeconds: number;
  /** The most memory of the process, bytes. */
  readonly peakBytes: number;
}

export interface PlainFigures {
  /** All samples, without loading the model or reading the samples. */
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Milliseconds of one run. */
export interface LatencyFigures {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly runs: number;
  /** The median of each block of runs. Blocks of the same position ran one after the other, whichever the model. */
  readonly blocks: readonly number[];
}

/** Nodes of the graph that the runtime made of a model, by what they compute on. */
export interface KernelFigures {
  /** Operators that matter for speed: integer and float ones, under the name of the float one. */
  readonly operators: Readonly<Record<string, { readonly integer: number; readonly float: number }>>;
  /** Conversions between float and integer. */
  readonly conversions: number;
  readonly nodes: number;
}

/** A metric by its name, shares of 1 or decibels. */
export type AccuracyFigures = Readonly<Record<string, number>>;

/** Models by the name of their variant: `float`, `ours min-max 32`. */
export type Variants = Readonly<Record<string, string>>;

/** What a child process does: one task, in memory of its own. */
export type Task =
  | {
      readonly kind: 'quantize';
      readonly model: string;
      readonly samples: SampleFolder;
      readonly observer: ObserverName;
      readonly output: string;
    }
  | { readonly kind: 'plain'; readonly model: string; readonly samples: SampleFolder }
  | {
      readonly kind: 'latency';
      readonly variants: Variants;
      readonly samples: SampleFolder;
      readonly threads: number;
      readonly runs: number;
    }
  | { readonly kind: 'kernels'; readonly model: string }
  | { readonly kind: 'accuracy'; readonly name: string; readonly variants: Variants; readonly samples: number };

interface Figures {
  readonly quantize: QuantizeFigures;
  readonly plain: PlainFigures;
  readonly latency: Readonly<Record<string, LatencyFigures>>;
  readonly kernels: KernelFigures;
  readonly accuracy: Readonly<Record<string, AccuracyFigures>>;
}

export type FiguresOf<Kind extends Task['kind']> = Figures[Kind];
export type TaskOf<Kind extends Task['kind']> = Extract<Task, { readonly kind: Kind }>;

export type TaskAnswer =
  | { readonly kind: 'done'; readonly figures: Figures[Task['kind']] }
  | { readonly kind: 'failed'; readonly reason: string };

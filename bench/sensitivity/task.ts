import type { SampleFolder } from '../quantize/sampleFolder.ts';

/** What a child process measures of one model. */
export interface Task {
  readonly kind: 'symptom' | 'cause';
  readonly model: string;
  readonly samples: SampleFolder;
  /** Layers that are also measured without keeping activations: from the first to the last, evenly spread. */
  readonly naiveLayers: number;
}

export interface SymptomFigures {
  readonly layers: number;
  readonly samples: number;
  /** Milliseconds for a sample once the model is loaded, the medians of three turns: plain float inference, and the symptom. */
  readonly plain: number;
  readonly symptom: number;
  /** From the model in the file to ranges for every tensor, histograms included. */
  readonly calibrationSeconds: number;
  /** With loading. */
  readonly symptomSeconds: number;
  /** In dB, of the output that suffers most: as it was observed, and as the model runs when nobody looks. */
  readonly observed: number;
  readonly fused: number;
  /** Rank correlation of the two halves of the samples. */
  readonly halves: number;
  readonly peakBytes: number;
}

export interface CauseFigures {
  readonly layers: number;
  readonly samples: number;
  readonly cuts: number;
  readonly keptBytes: number;
  /** All layers, with the run of the float model before them. */
  readonly seconds: number;
  readonly foretoldSeconds: number;
  readonly nodeRuns: number;
  /** Of the layers that were measured both ways. */
  readonly compared: { readonly layers: number; readonly seconds: number; readonly naiveSeconds: number };
  /** Executions of nodes that it takes without keeping activations. */
  readonly naiveNodeRuns: number;
  readonly halves: number;
  readonly peakBytes: number;
}

export interface FiguresOf {
  readonly symptom: SymptomFigures;
  readonly cause: CauseFigures;
}

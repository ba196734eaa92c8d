import type { Layer } from '../layer.ts';
import type { LoadedSegment, SegmentChain } from './segmentChain.ts';

/** What was found out while the base model ran once over all samples. */
export interface Preparation {
  /** Whole seconds, with loading. */
  readonly seconds: number;
  /** Executions of nodes. */
  readonly nodeRuns: number;
  /** Of one run of each segment. */
  readonly secondsOfSegments: readonly number[];
  /** Of comparing the outputs of one run. */
  readonly secondsOfComparison: number;
}

export interface CausePlanOptions {
  readonly segments: readonly LoadedSegment[];
  readonly chain: SegmentChain;
  readonly preparation: Preparation;
  /** The number of the segment that a layer is in. */
  readonly segmentOf: (layer: Layer) => number;
  readonly samples: number;
  /** Bytes that are kept. */
  readonly bytes: number;
  /** Steps before which the model is cut and everything alive is kept. */
  readonly cuts: readonly number[];
}

/** How much longer a segment takes with a layer quantized, until layers were measured. */
const quantizedShare = 1.5;

/** What measuring layers costs, foretold from the run of the base model, and better with each layer that was measured. */
export class CausePlan {
  readonly cuts: readonly number[];
  readonly bytes: number;
  readonly samples: number;
  /** What was paid before the first layer. */
  readonly preparation: Preparation;
  private readonly options: CausePlanOptions;
  private readonly secondsOfRun: number;
  private foretold = 0;
  private taken = 0;

  constructor(options: CausePlanOptions) {
    this.options = options;
    this.cuts = options.cuts;
    this.bytes = options.bytes;
    this.samples = options.samples;
    this.preparation = options.preparation;
    this.secondsOfRun = options.preparation.secondsOfSegments.reduce((sum, seconds) => sum + seconds, 0);
  }

  /** What measuring each of these layers once takes, in runs of the whole model on one sample. */
  runs(layers: Iterable<Layer>): number {
    let runs = 0;
    for (const layer of layers) runs += (this.samples * this.secondsFrom(layer)) / (this.secondsOfRun || 1);
    return runs;
  }

  /** What it would take if every layer were run from the beginning. */
  naiveRuns(layers: Iterable<Layer>): number {
    return [...layers].length * this.samples;
  }

  /** Executions of nodes, without those that quantizing adds, where every change reaches the outputs. */
  nodeRuns(layers: Iterable<Layer>): number {
    let nodes = 0;
    for (const layer of layers) for (const segment of this.segmentsFrom(layer)) nodes += this.samples * segment.nodes;
    return nodes;
  }

  /** Seconds to measure each of these layers once. */
  secondsFor(layers: Iterable<Layer>): number {
    let seconds = 0;
    for (const layer of layers) seconds += this.foretell(layer);
    return seconds * (this.foretold > 0 ? this.taken / this.foretold : 1);
  }

  /** Notes what a layer really took. */
  measured(layer: Layer, seconds: number): void {
    this.foretold += this.foretell(layer);
    this.taken += seconds;
  }

  private foretell(layer: Layer): number {
    const { preparation, segmentOf, segments } = this.options;
    const own = segmentOf(layer);
    const added = (quantizedShare - 1) * preparation.secondsOfSegments[own]!;
    return (
      segments[own]!.loadSeconds + this.samples * (this.secondsFrom(layer) + added + preparation.secondsOfComparison)
    );
  }

  private secondsFrom(layer: Layer): number {
    const { secondsOfSegments } = this.options.preparation;
    let seconds = 0;
    for (let index = this.startOf(layer); index < secondsOfSegments.length; index++)
      seconds += secondsOfSegments[index]!;
    return seconds;
  }

  private segmentsFrom(layer: Layer): readonly LoadedSegment[] {
    return this.options.segments.slice(this.startOf(layer));
  }

  private startOf(layer: Layer): number {
    const { chain, segmentOf } = this.options;
    return chain.startOf(segmentOf(layer));
  }
}

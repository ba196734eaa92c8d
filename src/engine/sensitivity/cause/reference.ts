import type { Dataset, Sample } from '../../data/dataset.ts';
import type { Outputs } from '../../data/metrics/metric.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { initialState } from '../../runtime/runSamples.ts';
import { type ChainRun, type LoadedPart, runPart, type SegmentChain } from './segmentChain.ts';

/** What the outputs should be, one run after the other; state is fed back. Who asks frees the tensors. */
export interface Reference {
  /** Begins anew, with the first sample. */
  restart(): void;
  outputsOf(sample: Sample, context: Omit<ChainRun, 'feeds'>): Promise<Outputs>;
}

/** The outputs of a whole model, in a session of its own. */
export class SessionReference implements Reference {
  private readonly part: LoadedPart;
  private readonly dataset: Dataset;
  private state: ReadonlyMap<string, DenseTensor>;

  constructor(part: LoadedPart, dataset: Dataset) {
    this.part = part;
    this.dataset = dataset;
    this.state = initialState(dataset);
  }

  restart(): void {
    this.state = initialState(this.dataset);
  }

  async outputsOf(sample: Sample, context: Omit<ChainRun, 'feeds'>): Promise<Outputs> {
    const outputs = await runPart(this.part, { ...context, feeds: new Map([...sample.feeds, ...this.state]) });
    this.state = stateAfter(this.dataset, outputs);
    return outputs;
  }
}

/** The outputs of the base model, where they were too large to be kept. */
export class ChainReference implements Reference {
  private readonly chain: SegmentChain;
  private readonly dataset: Dataset;
  private readonly outputs: readonly string[];
  private state: ReadonlyMap<string, DenseTensor>;

  constructor(chain: SegmentChain, dataset: Dataset, outputs: readonly string[]) {
    this.chain = chain;
    this.dataset = dataset;
    this.outputs = outputs;
    this.state = initialState(dataset);
  }

  restart(): void {
    this.state = initialState(this.dataset);
  }

  async outputsOf(sample: Sample, context: Omit<ChainRun, 'feeds'>): Promise<Outputs> {
    const feeds = new Map([...sample.feeds, ...this.state]);
    return this.chain.run({ ...context, feeds }, undefined, this.outputs, (outputs) => {
      this.state = stateAfter(this.dataset, outputs);
      return Promise.resolve(new Map([...outputs].map(([name, tensor]) => [name, copyOf(tensor)])));
    });
  }
}

/** The state that a run leaves to the next one: copies, since what a run gave is freed. */
export function stateAfter(dataset: Dataset, outputs: Outputs): ReadonlyMap<string, DenseTensor> {
  return new Map(dataset.feedback.map(({ input, output, initial }) => [input, copyOf(outputs.get(output) ?? initial)]));
}

function copyOf(tensor: DenseTensor): DenseTensor {
  return { ...tensor, data: tensor.data.slice() };
}

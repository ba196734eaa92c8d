import type { Dataset, Feeds } from '../data/dataset.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { initialState } from './runSamples.ts';
import type { Session } from './session.ts';

/** Runs a session sample by sample, and feeds back what a dataset says: each runner keeps a state of its own. */
export class StatefulRunner {
  private readonly state: Map<string, DenseTensor>;

  constructor(
    private readonly session: Session,
    private readonly dataset: Dataset,
  ) {
    this.state = new Map(initialState(dataset));
  }

  async run(feeds: Feeds): Promise<ReadonlyMap<string, DenseTensor>> {
    const outputs = await this.session.run(new Map([...feeds, ...this.state]));
    for (const { input, output, initial } of this.dataset.feedback) {
      this.state.set(input, outputs.get(output) ?? initial);
    }
    return outputs;
  }
}

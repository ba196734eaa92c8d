import type { TensorStatistics } from '../../../src/protocol/graph/tensor.ts';
import type { ViewContext } from './context.ts';
import { dimsOf, likelyAxis } from './tensorFacts.ts';

const bins = 64;

/** The statistics of a tensor: with the ranges of one dimension each is asked for once, as long as the tensor is shown. */
export class StatisticsSource {
  /** The dimension whose ranges come with the figures; undefined where there is none that could be channels. */
  readonly firstAxis: number | undefined;
  private readonly answers = new Map<number | undefined, Promise<TensorStatistics>>();

  constructor(
    private readonly context: ViewContext,
    readonly tensor: number,
  ) {
    this.firstAxis = likelyAxis(context.opened.prepared.model, tensor);
  }

  get dims(): readonly number[] {
    return dimsOf(this.context.opened.prepared.model, this.tensor);
  }

  get elements(): number {
    return this.context.opened.prepared.model.structure.tensors.elements[this.tensor]!;
  }

  /** Whether the statistics with the ranges of a dimension are there, or on their way. */
  isAsked(axis: number | undefined): boolean {
    return this.answers.has(axis);
  }

  /** @throws UserError where the tensor is damaged */
  load(axis = this.firstAxis): Promise<TensorStatistics> {
    const known = this.answers.get(axis);
    if (known !== undefined) return known;
    const { opened, signal } = this.context;
    const query = { tensor: this.tensor, bins, ...(axis !== undefined && { axis }) };
    const answer = opened.request('statistics', query, signal);
    this.answers.set(axis, answer);
    return answer;
  }
}

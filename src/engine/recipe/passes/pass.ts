import type { Message } from '../../../protocol/messages/message.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import type { MixedFront } from '../../../protocol/result/mixed.ts';
import type { Reduction } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../context.ts';

/** What a pass may work on. */
export interface PassInput {
  /** Changed in place. */
  readonly model: Model;
  /** Samples to measure on; absent where none were given. */
  readonly dataset: Dataset | undefined;
  /** What a pass that tries several models may judge them by. */
  readonly judged?: JudgedBy;
  readonly context: PassContext;
}

/** What the models of a job are judged by: samples that nothing is measured on, beside the original. */
export interface JudgedBy {
  readonly original: Model;
  readonly dataset: Dataset;
  readonly heldOut: boolean;
  /** Paths of modules with metrics of the user's own. */
  readonly metrics: readonly string[];
}

/** What a pass did. */
export interface PassOutcome {
  /** Of a pass that quantizes. */
  readonly coverage?: Coverage;
  /** Of a pass that takes something away. */
  readonly reduction?: Reduction;
  readonly notes: readonly Message[];
  /** What a search found on the way. */
  readonly mixed?: MixedFront;
}

/** What a pass did that quantizes. */
export interface QuantizeOutcome extends PassOutcome {
  readonly coverage: Coverage;
}

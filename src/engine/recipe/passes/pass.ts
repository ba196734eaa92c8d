import type { Message } from '../../../protocol/messages/message.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../context.ts';

/** What a pass may work on. */
export interface PassInput {
  /** Changed in place. */
  readonly model: Model;
  /** Samples to measure on; absent where none were given. */
  readonly dataset: Dataset | undefined;
  readonly context: PassContext;
}

/** What a pass did. */
export interface PassOutcome {
  readonly coverage: Coverage;
  readonly notes: readonly Message[];
}

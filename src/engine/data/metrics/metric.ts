import type { Message } from '../../../protocol/messages/message.ts';
import type { Unit } from '../../../protocol/result/evaluation.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import type { Sample } from '../dataset.ts';

/** What a model gave, by output name. */
export type Outputs = ReadonlyMap<string, DenseTensor>;

/** One run to be judged. */
export interface Observation {
  readonly sample: Sample;
  readonly outputs: Outputs;
  /** What the model should have given: the outputs of the float model. */
  readonly reference?: Outputs;
}

/** A way to say how good a model is, as one number. */
export interface Metric {
  readonly name: Message;
  readonly unit: Unit;
  readonly better: 'higher' | 'lower';
  /** Starts a measurement; several may run at a time. */
  create(): Measurement;
}

/** A metric while it is measured: it keeps sums, never outputs. */
export interface Measurement {
  /** @throws UserError where the observation does not fit the metric */
  add(observation: Observation): void | Promise<void>;
  /** The metric over everything added so far; NaN before the first observation. */
  result(): number;
}

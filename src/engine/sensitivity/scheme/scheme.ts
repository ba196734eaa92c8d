import type { Message } from '../../../protocol/messages/message.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import type { WeightParameters } from '../../quantize/apply/weights.ts';
import type { TensorStatistics } from '../../quantize/observers/statistics.ts';
import type { PlannedTensor } from '../../quantize/plan/plan.ts';
import type { QuantizationParameters, Range } from '../../quantize/scheme.ts';
import type { Layer, QuantizableModel } from '../layer.ts';

/** A weight of the model in float, and the integers that stand for it in the quantized one. */
export interface QuantizedWeight {
  readonly tensor: string;
  readonly dims: readonly number[];
  readonly parameters: WeightParameters;
  /** The smallest and the largest integer that are used. */
  readonly limits: Range;
  /** The values in float, row by row. */
  values(): Float32Array;
  /** The values that the integers stand for, in the same order. */
  rounded(): Float32Array;
}

/** A tensor that is quantized with parameters that calibration led to, and what was seen of it. */
export interface QuantizedActivation {
  /** How it is planned: the tensor whose parameters it and those made of its elements have. */
  readonly planned: PlannedTensor;
  readonly parameters: QuantizationParameters;
  readonly seen: TensorStatistics;
  /** What the percentile observer takes. */
  readonly percentile: number;
}

/** A model prepared for a way of quantizing, with what is to be told about that way. */
export interface Scheme extends QuantizableModel {
  /** What quantization makes of every node. */
  readonly coverage: Coverage;
  /** What could not be normalised, and why. */
  readonly notes: readonly Message[];
  /** The activations that `Layer.activations` name, if their parameters are known before the model runs. */
  readonly activations: readonly QuantizedActivation[];
  /** The constant weights that a layer has as integers, in the order in which it reads them. */
  weightsOf(layer: Layer): readonly QuantizedWeight[];
}

import type { QuantizedPart } from '../../protocol/options/sensitivity.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';

/** A node of a prepared model whose result is looked at. */
export interface Layer {
  readonly node: NodeId;
  readonly name: string;
  readonly operator: string;
  /** The nodes of the user's file that it stands for. */
  readonly origins: readonly NodeId[];
  /** What it computes on where the whole model is quantized. */
  readonly precision: 'integer' | 'float';
  /** The tensor in which its result is seen: its own, or that of the Relu or Clip that vanishes into it. */
  readonly output: string;
  /** Its constant weight, if it has one. */
  readonly weight: string | undefined;
  /**
   * The activations that it reads as integers, and its result where that becomes integers: by the tensors whose scale and zero
   * point they have, which are others where elements were only moved since.
   */
  readonly activations: readonly string[];
  readonly macs: number | undefined;
}

/** A model prepared for a way of quantizing, in which single layers can be quantized. */
export interface QuantizableModel {
  /** In float, in the form that plans are made for: what everything is compared with. */
  readonly float: Model;
  readonly types: TensorTypes;
  /** In the order they run. */
  readonly layers: readonly Layer[];
  /** The whole model quantized, as it would be saved. */
  quantized(): Model;
  /** The name in {@link quantized} of what a tensor of {@link float} has become: as floats again, where it is integers. */
  quantizedName(tensor: string): string;
  /**
   * Quantizes single layers in place, in `part`: `float` itself or a part of it with the same names. Each layer alone computes
   * what it would compute in {@link quantized} on the same inputs, up to the order of sums; those not named stay as they are.
   */
  quantizeLayers(part: Model, layers: Iterable<Layer>, what: QuantizedPart): void;
}

import { userError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Preset } from '../presets.ts';
import {
  type ChannelQuantizationParameters,
  parametersFromRange,
  type QuantizationParameters,
  type SchemeOptions,
  UnusableRangeError,
} from '../scheme.ts';
import { channelLayout, channelParameters, channelRanges } from '../schemeChannels.ts';
import { dequantizeTensor, quantizeTensor, type TensorOptions } from '../schemeTensor.ts';
import { tensorRange } from '../observers/range.ts';
import { addDequantize, addQuantize, storeParameters } from './pair.ts';
import { storedIntegers } from './storedIntegers.ts';

export type WeightParameters = QuantizationParameters | ChannelQuantizationParameters;

/** The scales of a weight, one or one a channel. */
export function scalesOf(parameters: WeightParameters): Float32Array {
  return 'scales' in parameters ? parameters.scales : Float32Array.of(parameters.scale);
}

function layoutOf(dims: readonly number[], parameters: WeightParameters): Pick<TensorOptions, 'layout'> {
  return 'axis' in parameters ? { layout: channelLayout(dims, parameters.axis) } : {};
}

/** Quantizes the weights of a model, each once for all nodes that want it with the same parameters. */
export class WeightQuantizer {
  private readonly model: Model;
  private readonly preset: Preset;
  private readonly known = new Map<string, WeightParameters>();
  private readonly written = new Map<string, string>();

  constructor(model: Model, preset: Preset) {
    this.model = model;
    this.preset = preset;
  }

  /**
   * Scale and zero point that the values of a weight ask for, per index along `axis` where it is given.
   * @throws UserError when the weight has values that are not finite
   */
  parameters(weight: string, axis: number | undefined): WeightParameters {
    const key = `${axis ?? ''}:${weight}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { data, dims } = this.values(weight);
    const type = this.preset.weightType;
    let made: WeightParameters;
    try {
      made =
        axis === undefined
          ? parametersFromRange(tensorRange(data), type, this.scheme)
          : channelParameters(channelRanges(data, channelLayout(dims, axis)), type, axis, this.scheme);
    } catch (cause) {
      if (!(cause instanceof UnusableRangeError)) throw cause;
      throw userError('quantize.weight-not-finite', { file: this.model.file, tensor: weight }, { cause });
    }
    this.known.set(key, made);
    return made;
  }

  /** Stores a weight as integers and adds the DQ that reads them. @returns the name of the DQ's output */
  write(weight: string, parameters: WeightParameters, origins: readonly NodeId[]): string {
    const key = `${weight}:${'axis' in parameters ? parameters.axis : ''}:${scalesOf(parameters).join()}`;
    const known = this.written.get(key);
    if (known !== undefined) return known;
    const { model } = this;
    const { graph } = model;
    const stored = storeParameters(model, weight, parameters);
    const integers = this.preset.weightPairs
      ? addQuantize(graph, weight, weight, stored, origins)
      : this.storeIntegers(weight, parameters);
    const output = graph.freshName(`${weight}_dequantized`);
    addDequantize(graph, integers, output, stored, origins);
    this.written.set(key, output);
    return output;
  }

  /** The values that the integers of a weight stand for, in the order of its own. */
  rounded(weight: string, parameters: WeightParameters): Float32Array {
    const { data, dims } = this.values(weight);
    const layout = layoutOf(dims, parameters);
    return dequantizeTensor(quantizeTensor(data, parameters, { ...layout, scheme: this.scheme }), parameters, layout);
  }

  private storeIntegers(weight: string, parameters: WeightParameters): string {
    const { data, dims } = this.values(weight);
    const integers = quantizeTensor(data, parameters, { ...layoutOf(dims, parameters), scheme: this.scheme });
    const name = this.model.graph.freshName(`${weight}_quantized`);
    this.model.graph.addInitializer(storedIntegers(this.model, name, parameters.type, dims, integers));
    return name;
  }

  /** Signed weights are symmetric, as kernels want them; unsigned ones use their whole range. */
  get scheme(): SchemeOptions {
    return { symmetric: this.preset.weightType === 'int8', reduced: this.preset.reducedWeights };
  }

  values(weight: string): { data: Float32Array; dims: readonly number[] } {
    const tensor = this.model.constant(this.model.graph, weight);
    if (!(tensor?.data instanceof Float32Array)) throw new Error(`${weight} is not a float32 constant`);
    return { data: tensor.data, dims: tensor.dims };
  }
}

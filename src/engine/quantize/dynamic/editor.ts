import { userError } from '../../../protocol/userError.ts';
import { int, makeNode } from '../../onnx/attributes.ts';
import { elementTypeCode } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { WeightParameters } from '../apply/weights.ts';
import { storedIntegers } from '../apply/storedIntegers.ts';
import { tensorRange } from '../observers/range.ts';
import { parametersFromRange, type SchemeOptions, UnusableRangeError } from '../scheme.ts';
import { channelLayout, channelParameters, channelRanges } from '../schemeChannels.ts';
import { quantizeTensor } from '../schemeTensor.ts';
import type { DynamicScheme } from './rule.ts';

/** Names of a tensor's integers, their scale and their zero point. */
export interface QuantizedNames {
  readonly integers: string;
  readonly scale: string;
  readonly zeroPoint: string;
}

/** A weight in the layout its integer kernel wants. */
export interface WeightValues {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** The edits that dynamic quantization is made of; each activation is quantized once for all its readers. */
export class DynamicEditor {
  readonly model: Model;
  readonly graph: Graph;
  readonly scheme: DynamicScheme;
  private readonly activations = new Map<string, QuantizedNames>();
  private readonly weights = new Map<string, QuantizedNames>();

  constructor(model: Model, scheme: DynamicScheme) {
    this.model = model;
    this.graph = model.graph;
    this.scheme = scheme;
  }

  /** uint8 integers of an activation, with scale and zero point from the values of each run. */
  quantizeActivation(tensor: string): QuantizedNames {
    const known = this.activations.get(tensor);
    if (known !== undefined) return known;
    const names = {
      integers: this.graph.freshName(`${tensor}_quantized`),
      scale: this.graph.freshName(`${tensor}_scale`),
      zeroPoint: this.graph.freshName(`${tensor}_zero_point`),
    };
    const producer = this.graph.producer(tensor);
    this.graph.add(
      makeNode('DynamicQuantizeLinear', [tensor], [names.integers, names.scale, names.zeroPoint], {
        name: `${names.integers}_DynamicQuantizeLinear`,
      }),
      producer === undefined ? [] : this.graph.origins(producer),
    );
    this.activations.set(tensor, names);
    return names;
  }

  /** The values of a constant weight. */
  values(weight: string): WeightValues {
    const tensor = this.model.constant(this.graph, weight);
    if (!(tensor?.data instanceof Float32Array)) throw new Error(`${weight} is not a float32 constant`);
    return { data: tensor.data, dims: tensor.dims };
  }

  /**
   * Stores a weight as integers, with a scale for each index along `axis` where it is given. `layout` names the form it
   * is stored in, so that the same weight in the same form is stored once.
   * @throws UserError when it has values that are not finite
   */
  storeWeight(
    weight: string,
    axis: number | undefined,
    layout: string,
    transform: (values: WeightValues) => WeightValues = (values) => values,
  ): QuantizedNames {
    const key = `${layout}:${axis ?? ''}:${weight}`;
    const known = this.weights.get(key);
    if (known !== undefined) return known;
    const values = transform(this.values(weight));
    const stored = this.store(weight, values, axis);
    this.weights.set(key, stored);
    return stored;
  }

  /** Adds a node that stands for `origins` and gives the name of its output. */
  add(
    opType: string,
    input: readonly string[],
    origins: readonly NodeId[],
    attributes: Parameters<typeof makeNode>[3] = {},
    output = this.graph.freshName(`${input[0] ?? ''}_${opType}`),
  ): string {
    this.graph.add(makeNode(opType, input, [output], { name: `${output}_${opType}`, ...attributes }), origins);
    return output;
  }

  /**
   * Turns int32 sums of products into floats under the name `output`: times the scale of the activation and that of the
   * weight, plus a bias. In the order in which the runtime fuses the whole into one kernel.
   */
  rescale(
    sums: string,
    activation: QuantizedNames,
    weightScale: string,
    bias: string,
    origins: readonly NodeId[],
    output: string,
  ): void {
    const floats = this.add('Cast', [sums], origins, { attributes: { to: int(elementTypeCode('float32')) } });
    const scale = this.add('Mul', [activation.scale, weightScale], origins);
    if (bias === '') this.add('Mul', [floats, scale], origins, {}, output);
    else this.add('Add', [this.add('Mul', [floats, scale], origins), bias], origins, {}, output);
  }

  /** Takes a node out and gives what it was: its origins and the name that its replacement has to write. */
  take(node: onnx.NodeProto): { readonly origins: readonly NodeId[]; readonly output: string } {
    const origins = this.graph.origins(node);
    this.graph.remove(node);
    return { origins, output: node.output[0] ?? '' };
  }

  private store(weight: string, { data, dims }: WeightValues, axis: number | undefined): QuantizedNames {
    const { model, graph, scheme } = this;
    const parameters = dynamicWeightParameters(model.file, weight, { data, dims }, axis, scheme);
    const layout = axis === undefined ? {} : { layout: channelLayout(dims, axis) };
    const perChannel = 'scales' in parameters;
    const parameterDims = perChannel ? [parameters.scales.length] : [];
    const names = {
      integers: graph.freshName(`${weight}_quantized`),
      scale: graph.freshName(`${weight}_scale`),
      zeroPoint: graph.freshName(`${weight}_zero_point`),
    };
    const integers = quantizeTensor(data, parameters, { ...layout, scheme: limitsOf(scheme) });
    const scales = perChannel ? parameters.scales : Float32Array.of(parameters.scale);
    const zeroPoints = perChannel ? parameters.zeroPoints : [parameters.zeroPoint];
    graph.addInitializer(storedIntegers(model, names.integers, scheme.weightType, dims, integers));
    graph.addInitializer(model.tensor(names.scale, 'float32', parameterDims, scales));
    graph.addInitializer(storedIntegers(model, names.zeroPoint, scheme.weightType, parameterDims, zeroPoints));
    return names;
  }
}

/** Which integers weights take: signed ones are symmetric. */
export function limitsOf({ weightType, reducedWeights }: DynamicScheme): SchemeOptions {
  return { symmetric: weightType === 'int8', reduced: reducedWeights };
}

/** Scale and zero point of a weight. @throws UserError when it has values that are not finite */
export function dynamicWeightParameters(
  file: string,
  weight: string,
  { data, dims }: WeightValues,
  axis: number | undefined,
  scheme: DynamicScheme,
): WeightParameters {
  const { weightType } = scheme;
  const limits = limitsOf(scheme);
  try {
    return axis === undefined
      ? parametersFromRange(tensorRange(data), weightType, limits)
      : channelParameters(channelRanges(data, channelLayout(dims, axis)), weightType, axis, limits);
  } catch (cause) {
    if (!(cause instanceof UnusableRangeError)) throw cause;
    throw userError('quantize.weight-not-finite', { file, tensor: weight }, { cause });
  }
}

/** A matrix with rows and columns exchanged; of a stack of matrices, each of them. */
export function transposed({ data, dims }: WeightValues): WeightValues {
  const [rows = 1, columns = 1] = dims.slice(-2);
  const result = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += rows * columns) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        result[start + column * rows + row] = data[start + row * columns + column] ?? 0;
      }
    }
  }
  return { data: result, dims: [...dims.slice(0, -2), columns, rows] };
}

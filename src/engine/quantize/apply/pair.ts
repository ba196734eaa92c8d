import { int, makeNode } from '../../onnx/attributes.ts';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { ChannelQuantizationParameters, QuantizationParameters } from '../scheme.ts';
import { storedIntegers } from './storedIntegers.ts';

/** Names of stored scale and zero point. */
export interface StoredParameters {
  readonly scale: string;
  readonly zeroPoint: string;
  /** The axis of a scale for each index; undefined for one scale. */
  readonly axis: number | undefined;
}

/** Stores scale and zero point of a tensor; the zero point always, for kernels that fuse only where there is one. */
export function storeParameters(
  model: Model,
  base: string,
  parameters: QuantizationParameters | ChannelQuantizationParameters,
): StoredParameters {
  const { graph } = model;
  const perChannel = 'scales' in parameters;
  const scales = perChannel ? parameters.scales : Float32Array.of(parameters.scale);
  const zeroPoints = perChannel ? parameters.zeroPoints : Int32Array.of(parameters.zeroPoint);
  const dims = perChannel ? [scales.length] : [];
  const scale = graph.freshName(`${base}_scale`);
  graph.addInitializer(model.tensor(scale, 'float32', dims, scales));
  const zeroPoint = graph.freshName(`${base}_zero_point`);
  graph.addInitializer(storedIntegers(model, zeroPoint, parameters.type, dims, zeroPoints));
  return { scale, zeroPoint, axis: perChannel ? parameters.axis : undefined };
}

/** Adds the node that makes integers of a tensor. @returns the name of the integers */
export function addQuantize(
  graph: Graph,
  tensor: string,
  base: string,
  parameters: StoredParameters,
  origins: readonly NodeId[],
): string {
  const output = graph.freshName(`${base}_quantized`);
  graph.add(link('QuantizeLinear', tensor, output, parameters), origins);
  return output;
}

/** Adds the node that makes floats of integers, under the name `output`. */
export function addDequantize(
  graph: Graph,
  integers: string,
  output: string,
  parameters: StoredParameters,
  origins: readonly NodeId[],
): void {
  graph.add(link('DequantizeLinear', integers, output, parameters), origins);
}

function link(
  opType: 'QuantizeLinear' | 'DequantizeLinear',
  input: string,
  output: string,
  { scale, zeroPoint, axis }: StoredParameters,
) {
  // Without the attribute the axis is 1, which is wrong for most weights.
  const attributes = axis === undefined ? {} : { axis: int(axis) };
  // Tensors have names of their own, so that a node named after what it writes has one too.
  return makeNode(opType, [input, scale, zeroPoint], [output], { name: `${output}_${opType}`, attributes });
}

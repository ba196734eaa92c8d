import { itemsOf } from '../lists.ts';
import type { GraphModel } from '../graphModel.ts';
import type { Badge } from '../view/viewGraph.ts';
import { isConstant } from './constants.ts';
import { role } from './roles.ts';

/**
 * Marks each QuantizeLinear with fixed parameters that only DequantizeLinear reads, and those: they say how a tensor is
 * rounded on its way, which is a property of the edge.
 */
export function foldPairs(model: GraphModel, roles: Uint8Array): void {
  for (let node = 0; node < model.nodeCount; node++) {
    if (model.operator(node) !== 'QuantizeLinear' || roles[node] !== role.drawn) continue;
    const [quantized = -1] = model.outputs(node);
    if (quantized < 0 || model.isOutput[quantized] === 1 || !hasFixedParameters(model, node, roles)) continue;
    const readers = itemsOf(model.consumers, quantized);
    if (readers.length === 0 || !readers.every((reader) => dequantizes(model, reader, node, roles))) continue;
    roles[node] = role.pair;
    for (const reader of readers) roles[reader] = role.pair;
  }
}

/** How a QuantizeLinear or DequantizeLinear rounds. */
export function badgeOf(model: GraphModel, node: number): Badge {
  const quantized = model.operator(node) === 'QuantizeLinear' ? model.outputs(node)[0] : model.inputs(node)[0];
  const [, scale = -1, zeroPoint = -1] = model.inputs(node);
  const types = [quantized ?? -1, zeroPoint].map((tensor) => (tensor < 0 ? undefined : model.tensorType(tensor)?.name));
  // ONNX operators, QuantizeLinear: uint8 where there is neither a zero point nor an output type.
  const type = types.find((each) => each !== undefined) ?? 'uint8';
  return { text: shortType(type), type, granularity: granularity(model, node, scale) };
}

/** `u8`, `s4`, `f8e4m3fn`: as papers and kernels call them. */
export function shortType(type: string): string {
  return type
    .replace(/^uint/, 'u')
    .replace(/^int/, 's')
    .replace(/^bfloat/, 'bf')
    .replace(/^float/, 'f');
}

function granularity(model: GraphModel, node: number, scale: number): Badge['granularity'] {
  if (Number(model.attribute(node, 'block_size') ?? 0) > 0) return 'block';
  return scale >= 0 && model.structure.tensors.elements[scale]! > 1 ? 'channel' : 'tensor';
}

function hasFixedParameters(model: GraphModel, node: number, roles: Uint8Array): boolean {
  const [, ...parameters] = model.inputs(node);
  return parameters.every((tensor) => tensor < 0 || isConstant(model, tensor, roles));
}

function dequantizes(model: GraphModel, node: number, quantize: number, roles: Uint8Array): boolean {
  const [output = -1] = model.outputs(node);
  return (
    model.operator(node) === 'DequantizeLinear' &&
    model.inputs(node)[0] === model.outputs(quantize)[0] &&
    model.graphOfNode[node] === model.graphOfNode[quantize] &&
    hasFixedParameters(model, node, roles) &&
    output >= 0 &&
    (model.isOutput[output] === 1 || itemsOf(model.consumers, output).length > 0)
  );
}

import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { rounded } from '../../protocol/quantity.ts';
import type { Report } from '../../protocol/result/report.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { integerLimits, type QuantizedType } from '../quantize/scheme.ts';

/**
 * What became of every layer of a quantized model, read off the model itself: the integers and scales of its weights, and
 * the range that its outputs can express. Layers go by the nodes of the user's file.
 */
export function layerNotes(model: Model): Report['layers'] {
  const { graph } = model;
  const notes: { node: string; notes: Message[] }[] = [];
  for (const node of graph.inOrder()) {
    if (isConversion(node)) continue;
    const found = [...weightNotes(model, node), ...activationNotes(model, node)];
    if (found.length > 0) for (const origin of graph.origins(node)) notes.push({ node: origin, notes: found });
  }
  return notes;
}

function isConversion({ opType }: onnx.NodeProto): boolean {
  return opType === 'QuantizeLinear' || opType === 'DequantizeLinear';
}

/** Inputs that come from integers in the file. */
function* weightNotes(model: Model, node: onnx.NodeProto): Iterable<Message> {
  const { graph } = model;
  for (const input of node.input) {
    const dequantize = graph.producer(input);
    if (dequantize?.opType !== 'DequantizeLinear') continue;
    const stored = model.constantHeader(graph, dequantize.input[0] ?? '');
    const scales = model.constantHeader(graph, dequantize.input[1] ?? '');
    if (stored === undefined || scales === undefined) continue;
    yield message('layer.weight', {
      tensor: dequantize.input[0] ?? '',
      type: stored.type,
      scales: elementCount(scales.dims),
    });
  }
}

/** Outputs that become integers. */
function* activationNotes(model: Model, node: onnx.NodeProto): Iterable<Message> {
  const { graph } = model;
  for (const output of node.output) {
    const quantize = [...graph.consumers(output)].find(({ opType }) => opType === 'QuantizeLinear');
    const scale = quantize && model.constant(graph, quantize.input[1] ?? '');
    const zeroPoint = quantize && model.constant(graph, quantize.input[2] ?? '');
    if (scale === undefined || zeroPoint === undefined) continue;
    const type = zeroPoint.type as QuantizedType;
    const limits = integerLimits(type);
    const real = (integer: number): string => rounded((integer - Number(zeroPoint.data[0])) * Number(scale.data[0]));
    yield message('layer.activation', { tensor: output, type, low: real(limits.min), high: real(limits.max) });
  }
}

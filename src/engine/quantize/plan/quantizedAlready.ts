import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { RuleContext } from '../rules/rule.ts';

/** Operators whose names do not say that they compute on integers which stand for real numbers. */
const others: ReadonlySet<string> = new Set([
  'ConvInteger',
  'DynamicQuantizeLSTM',
  'DynamicQuantizeMatMul',
  'GatherBlockQuantized',
  'MatMulInteger',
  'MatMulIntegerToFloat',
  'MatMulNBits',
  'QAttention',
  'QEmbedLayerNormalization',
  'QGemm',
]);

/**
 * Whether a node is part of what somebody quantized before: it converts between real numbers and integers, computes on
 * integers, stands between conversions as onnxruntime wants it for an integer kernel, or has weights that are integers.
 */
export function isQuantizedAlready(
  node: onnx.NodeProto,
  { graph, ...context }: Pick<RuleContext, 'graph' | 'constant'>,
): boolean {
  if (isConversion(node) || node.opType.startsWith('QLinear') || others.has(node.opType)) return true;
  const sources = node.input.filter((tensor) => tensor !== '').map((tensor) => graph.producer(tensor));
  const isDequantized = sources.map((source) => source?.opType === 'DequantizeLinear');
  const isBetween = isDequantized.every(Boolean) && node.output.every((tensor) => isQuantizedNext(tensor, graph));
  if (isDequantized.length > 0 && isBetween) return true;
  return sources.some(
    (source, index) => isDequantized[index] === true && context.constant(source?.input[0] ?? '') !== undefined,
  );
}

function isConversion({ opType }: onnx.NodeProto): boolean {
  return opType === 'QuantizeLinear' || opType === 'DequantizeLinear' || opType === 'DynamicQuantizeLinear';
}

function isQuantizedNext(tensor: string, graph: Graph): boolean {
  const readers = [...graph.consumers(tensor)];
  return readers.length > 0 && readers.every(({ opType }) => opType === 'QuantizeLinear');
}

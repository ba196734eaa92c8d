import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';

/** Kernels on 8-bit data whose names do not begin with `QLinear`. */
const integerOperators: ReadonlySet<string> = new Set([
  'QGemm',
  'QAttention',
  'QEmbedLayerNormalization',
  'ConvInteger',
  'MatMulInteger',
  'MatMulInteger16',
  'MatMulIntegerToFloat',
  'MatMulNBits',
  'DynamicQuantizeMatMul',
  'DynamicQuantizeLSTM',
  'NhwcMaxPool',
]);

/** Of those, the ones that write 8-bit data themselves. */
const integerWriters: ReadonlySet<string> = new Set(['NhwcMaxPool', 'DynamicQuantizeLinear']);

/** Kernels whose output has another type than their data. */
const converters: ReadonlySet<string> = new Set([
  'Cast',
  'DequantizeLinear',
  'ArgMax',
  'ArgMin',
  'Shape',
  'Size',
  'NonZero',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'If',
  'Loop',
  'Scan',
]);

/** Whether a node only changes how real numbers are represented. */
export function isQuantizeOrDequantize({ opType }: onnx.NodeProto): boolean {
  return opType === 'QuantizeLinear' || opType === 'DequantizeLinear';
}

/** Which nodes of a graph, as the runtime rewrote it, compute on quantized data or move it. */
export class IntegerKernels {
  private readonly model: Model;
  private readonly graph: Graph;
  private readonly known = new Map<string, boolean>();

  constructor(model: Model, graph: Graph = model.graph) {
    this.model = model;
    this.graph = graph;
    // In order, so that looking up a tensor never goes deep.
    for (const node of this.graph.inOrder()) for (const output of node.output) this.isQuantized(output);
  }

  /** Whether the kernel of `node` works on 8-bit data, be it that it computes or moves it. */
  isInteger(node: onnx.NodeProto): boolean {
    if (node.opType.startsWith('QLinear') || integerOperators.has(node.opType)) return true;
    if (isQuantizeOrDequantize(node) || node.opType === 'Cast') return false;
    return node.input.some((input) => this.isQuantized(input));
  }

  /** Whether a tensor holds 8-bit integers that stand for real numbers. */
  private isQuantized(tensor: string): boolean {
    let known = this.known.get(tensor);
    if (known === undefined) {
      known = tensor !== '' && this.judge(tensor);
      this.known.set(tensor, known);
    }
    return known;
  }

  private judge(tensor: string): boolean {
    const node = this.graph.producer(tensor);
    if (node === undefined || node.opType === 'Constant') return this.isEightBit(tensor);
    switch (node.opType) {
      case 'QuantizeLinear':
        // Without a zero point it is uint8.
        return node.input[2] === undefined || node.input[2] === '' || this.isEightBit(node.input[2]);
      case 'QGemm':
        // The zero point of the output is missing where it is float.
        return (node.input[8] ?? '') !== '';
    }
    if (node.opType.startsWith('QLinear')) return true;
    if (integerWriters.has(node.opType)) return tensor === node.output[0];
    if (integerOperators.has(node.opType) || converters.has(node.opType)) return false;
    return node.input.some((input) => this.isQuantized(input));
  }

  private isEightBit(tensor: string): boolean {
    const type = this.model.constantHeader(this.graph, tensor)?.type;
    return type === 'uint8' || type === 'int8';
  }
}

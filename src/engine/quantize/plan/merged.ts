import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';
import { valueReaders } from './readers.ts';

/**
 * Whether onnxruntime would make one float kernel of a matrix product and the only node that reads its result, before it
 * looks for integers: the sum of a matrix and what Gemm can add becomes a Gemm, and so does a turned Gemm. A conversion
 * to integers between the two keeps them apart.
 */
export function mergesWithReader(product: onnx.NodeProto, context: RuleContext): boolean {
  const { graph } = context;
  const tensor = product.output[0] ?? '';
  const [reader, ...others] = valueReaders(tensor, graph);
  if (reader === undefined || others.length > 0 || graph.isOutput(tensor)) return false;
  switch (`${product.opType} ${reader.opType}`) {
    case 'MatMul Add':
      return isGemmBias(reader.input.find((name) => name !== tensor) ?? tensor, tensor, context);
    case 'Gemm Sum':
      return (product.input[2] ?? '') === '';
    case 'Gemm Transpose':
      return true;
    default:
      return false;
  }
}

/** Whether Gemm could add a tensor to a product: a vector to the rows of one of any rank, a matrix to a matrix. */
function isGemmBias(addend: string, product: string, context: RuleContext): boolean {
  const dims = context.header(addend)?.dims;
  const sum = context.header(product)?.dims;
  if (dims === undefined || sum === undefined) return true;
  if (dims.length === 1) return dims[0] === sum.at(-1);
  return sum.length === 2 && dims.length === 2;
}

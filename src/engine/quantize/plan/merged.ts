import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';
import { valueReaders } from './readers.ts';

/**
 * Whether onnxruntime would make one float kernel of a matrix product and the only node that reads its result, before it
 * looks for integers: the sum of a matrix and what Gemm can add becomes a Gemm, and so does a turned Gemm. A conversion
 * to integers between the two keeps them apart.
 */
export function mergesWithReader(product: onnx.NodeProto, context: RuleContext): boolean {
  const tensor = product.output[0] ?? '';
  const [reader, ...others] = valueReaders(tensor, context.graph);
  if (reader === undefined || others.length > 0 || context.graph.isOutput(tensor)) return false;
  switch (`${product.opType} ${reader.opType}`) {
    case 'MatMul Add': {
      const addend = addendOf(reader, tensor);
      return isGemmBias(addend, tensor, context) && !isSpreadable(addend, tensor, context);
    }
    case 'Gemm Sum':
      return (product.input[2] ?? '') === '';
    case 'Gemm Transpose':
      return true;
    default:
      return false;
  }
}

/**
 * The Add that reads a product of more than two dimensions and adds a constant vector to it: as a matrix of one row the
 * vector does the same, and the runtime leaves the two nodes apart.
 */
export function spreadableAddition(
  product: onnx.NodeProto,
  context: RuleContext,
): { readonly node: onnx.NodeProto; readonly addend: string } | undefined {
  const tensor = product.output[0] ?? '';
  const [node, ...others] = valueReaders(tensor, context.graph);
  if (product.opType !== 'MatMul' || node?.opType !== 'Add' || others.length > 0) return undefined;
  const addend = addendOf(node, tensor);
  return isSpreadable(addend, tensor, context) ? { node, addend } : undefined;
}

function addendOf(addition: onnx.NodeProto, tensor: string): string {
  return addition.input.find((name) => name !== tensor) ?? tensor;
}

/** Whether Gemm could add a tensor to a product: a vector to the rows of one of any rank, a matrix to a matrix. */
function isGemmBias(addend: string, product: string, context: RuleContext): boolean {
  const dims = context.header(addend)?.dims;
  const sum = context.header(product)?.dims;
  if (dims === undefined || sum === undefined) return true;
  if (dims.length === 1) return dims[0] === sum.at(-1);
  return sum.length === 2 && dims.length === 2;
}

function isSpreadable(addend: string, product: string, context: RuleContext): boolean {
  const rank = context.header(product)?.dims.length ?? 0;
  return rank > 2 && context.constant(addend)?.dims.length === 1;
}

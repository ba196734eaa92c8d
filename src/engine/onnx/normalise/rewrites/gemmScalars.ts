import { floatAttribute, removeAttribute } from '../../attributes.ts';
import type { onnx } from '../../generated/onnx.js';
import { fitInto, realBuffer } from '../../reals.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/** Gemm's factors alpha and beta go into its constant weight and bias: integer kernels have neither. */
export const gemmScalars: Rewrite = {
  name: 'gemm-scalars',
  opTypes: ['Gemm'],
  apply(node, rewriting) {
    const alpha = foldFactor(node, 'alpha', 1, rewriting);
    const beta = foldFactor(node, 'beta', 2, rewriting);
    return alpha || beta;
  },
};

function foldFactor(node: onnx.NodeProto, name: 'alpha' | 'beta', index: number, rewriting: Rewriting): boolean {
  const factor = floatAttribute(node, name) ?? 1;
  const tensor = node.input[index] ?? '';
  if (factor === 1) return false;
  if (tensor !== '') {
    const constant = rewriting.reals(tensor);
    if (!constant) {
      rewriting.leave(node, 'normalise.gemm-factor', { node: rewriting.graph.id(node), attribute: name, tensor });
      return false;
    }
    const values = realBuffer(constant.type, constant.values.length);
    constant.values.forEach((value, at) => (values[at] = value * factor));
    if (!fitInto(constant.type, values)) return false;
    rewriting.setReals(node, index, { ...constant, values });
  }
  removeAttribute(node, name);
  return true;
}

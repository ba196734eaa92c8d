import { message } from '../../../protocol/messages/catalogue.ts';
import { floatAttribute, intAttribute } from '../../onnx/attributes.ts';
import { refuseBias } from './convolution.ts';
import { activation, type Operand, type QuantizeRule } from './rule.ts';

/** Gemm: output features along the axis of B that is not summed over. Normalising has folded alpha and beta. */
export const gemm: QuantizeRule = {
  operators: ['Gemm'],
  role: 'compute',
  floatOutput: true,
  refuse(node, context) {
    const weight = context.constant(node.input[1] ?? '');
    if (weight === undefined) return message('reason.weight-not-constant', { operator: node.opType });
    if ((floatAttribute(node, 'alpha') ?? 1) !== 1) return message('reason.gemm-alpha', {});
    const name = node.input[2] ?? '';
    if (name === '') return undefined;
    if ((floatAttribute(node, 'beta') ?? 1) !== 1) return message('reason.gemm-beta', {});
    const features = weight.dims[(intAttribute(node, 'transB') ?? 0) === 1 ? 0 : 1];
    const bias = context.constant(name);
    if (bias !== undefined && (bias.dims.length !== 1 || bias.dims[0] !== features)) {
      return message('reason.gemm-bias-shape', { dims: bias.dims.join('×') });
    }
    return refuseBias(node, context);
  },
  operands(node, context): readonly Operand[] {
    const axis = (intAttribute(node, 'transB') ?? 0) === 1 ? 0 : 1;
    const weight: Operand = { kind: 'weight', axis: context.isPerChannel(node.input[1] ?? '') ? axis : undefined };
    return [activation, weight, { kind: 'bias' } as const].slice(0, node.input.length);
  },
};

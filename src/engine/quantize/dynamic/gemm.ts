import { message } from '../../../protocol/messages/catalogue.ts';
import { floatAttribute, intAttribute } from '../../onnx/attributes.ts';
import { transposed } from './editor.ts';
import { type DynamicRule, refuseWeight } from './rule.ts';

/** Gemm with a constant B; its bias, of whatever shape, stays float. */
export const dynamicGemm: DynamicRule = {
  domain: '',
  operators: ['Gemm'],
  refuse(node, context) {
    if ((floatAttribute(node, 'alpha') ?? 1) !== 1) return message('reason.gemm-alpha', {});
    if ((node.input[2] ?? '') !== '' && (floatAttribute(node, 'beta') ?? 1) !== 1)
      return message('reason.gemm-beta', {});
    if (intAttribute(node, 'transA') === 1) return message('reason.gemm-transposed', {});
    return refuseWeight(node, 1, 2, context);
  },
  weights(node, { perChannel }) {
    const axis = intAttribute(node, 'transB') === 1 ? 0 : 1;
    return [{ input: 1, axis: perChannel ? axis : undefined }];
  },
  apply(node, editor) {
    const [data = '', weight = '', bias = ''] = node.input;
    const isTransposed = intAttribute(node, 'transB') === 1;
    const { origins, output } = editor.take(node);
    const activation = editor.quantizeActivation(data);
    const axis = editor.scheme.perChannel ? 1 : undefined;
    const stored = isTransposed
      ? editor.storeWeight(weight, axis, 'transposed', transposed)
      : editor.storeWeight(weight, axis, 'as-is');
    const inputs = [activation.integers, stored.integers, activation.zeroPoint, stored.zeroPoint];
    editor.rescale(editor.add('MatMulInteger', inputs, origins), activation, stored.scale, bias, origins, output);
  },
};

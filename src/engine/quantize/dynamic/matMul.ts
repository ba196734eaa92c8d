import { type DynamicRule, refuseWeight } from './rule.ts';

/** MatMul with a constant matrix on the right. */
export const dynamicMatMul: DynamicRule = {
  domain: '',
  operators: ['MatMul'],
  refuse: (node, context) => refuseWeight(node, 1, 2, context),
  weights: (_, { perChannel }) => [{ input: 1, axis: perChannel ? 1 : undefined }],
  apply(node, editor) {
    const [data = '', weight = ''] = node.input;
    const { origins, output } = editor.take(node);
    const activation = editor.quantizeActivation(data);
    const stored = editor.storeWeight(weight, editor.scheme.perChannel ? 1 : undefined, 'as-is');
    const inputs = [activation.integers, stored.integers, activation.zeroPoint, stored.zeroPoint];
    editor.rescale(editor.add('MatMulInteger', inputs, origins), activation, stored.scale, '', origins, output);
  },
};

import { message } from '../../../protocol/messages/catalogue.ts';
import { attribute, makeNode } from '../../onnx/attributes.ts';
import { type DynamicRule, refuseWeight } from './rule.ts';

/** onnxruntime's fused Attention with constant weights, by its operator QAttention. */
export const dynamicAttention: DynamicRule = {
  domain: 'com.microsoft',
  operators: ['Attention'],
  refuse(node, context) {
    const isExtended =
      node.input.slice(5).some((name) => name !== '') || attribute(node, 'qkv_hidden_sizes') !== undefined;
    if (isExtended) return message('reason.attention-extended', {});
    return refuseWeight(node, 1, 2, context);
  },
  weights: (_, { perChannel }) => [{ input: 1, axis: perChannel ? 1 : undefined }],
  apply(node, editor) {
    const { graph } = editor;
    const [data = '', weight = '', bias = '', mask = '', past = ''] = node.input;
    const origins = graph.origins(node);
    const activation = editor.quantizeActivation(data);
    const stored = editor.storeWeight(weight, editor.scheme.perChannel ? 1 : undefined, 'as-is');
    const { integers, scale, zeroPoint } = activation;
    const inputs = [integers, stored.integers, bias, scale, stored.scale, mask, zeroPoint, stored.zeroPoint, past];
    while (inputs.at(-1) === '') inputs.pop();
    graph.remove(node);
    const made = makeNode('QAttention', inputs, node.output, { name: node.name, domain: 'com.microsoft' });
    const known = new Set([
      'num_heads',
      'unidirectional',
      'mask_filter_value',
      'scale',
      'do_rotary',
      'past_present_share_buffer',
    ]);
    made.attribute = node.attribute.filter((each) => known.has(each.name));
    graph.add(made, origins);
  },
};

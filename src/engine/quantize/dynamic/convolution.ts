import { message } from '../../../protocol/messages/catalogue.ts';
import type { DynamicEditor } from './editor.ts';
import type { DynamicRule, DynamicScheme } from './rule.ts';

/** Conv, only when asked for: the runtime's kernel for it is slower than the float one. */
export const dynamicConvolution: DynamicRule = {
  domain: '',
  operators: ['Conv'],
  refuse(node, context) {
    if (!context.scheme.allowConvolutions) return message('reason.dynamic-convolution', {});
    const weight = context.constant(node.input[1] ?? '');
    const bias = node.input[2] ?? '';
    if (weight?.type !== 'float32') return message('reason.weight-not-constant', { operator: node.opType });
    if (bias !== '' && context.constant(bias) === undefined) {
      return message('reason.bias-not-constant', { operator: node.opType });
    }
    return undefined;
  },
  weights: (_, scheme) => [{ input: 1, axis: hasChannels(scheme) ? 0 : undefined }],
  apply(node, editor) {
    const [data = '', weight = '', bias = ''] = node.input;
    const attributes = Object.fromEntries(node.attribute.map((each) => [each.name, () => each]));
    const { origins, output } = editor.take(node);
    const activation = editor.quantizeActivation(data);
    const { dims } = editor.values(weight);
    const perChannel = hasChannels(editor.scheme);
    const stored = editor.storeWeight(weight, perChannel ? 0 : undefined, 'as-is');
    const inputs = [activation.integers, stored.integers, activation.zeroPoint];
    const sums = editor.add('ConvInteger', perChannel ? inputs : [...inputs, stored.zeroPoint], origins, {
      attributes,
    });
    const spatial = dims.length - 2;
    const scale = perChannel ? spread(editor, stored.scale, dims[0] ?? 1, spatial) : stored.scale;
    const spreadBias = bias === '' ? '' : spread(editor, bias, dims[0] ?? 1, spatial);
    editor.rescale(sums, activation, scale, spreadBias, origins, output);
  },
};

/** One zero point for the whole weight is all that the kernel takes; symmetric weights have the same one everywhere. */
function hasChannels({ perChannel, weightType }: DynamicScheme): boolean {
  return perChannel && weightType === 'int8';
}

/** One number a channel, in a shape that spreads over a feature map. */
function spread(editor: DynamicEditor, tensor: string, channels: number, spatial: number): string {
  const name = editor.graph.freshName(`${tensor}_spread`);
  const { data } = editor.values(tensor);
  const dims = [channels, ...Array<number>(spatial).fill(1)];
  editor.graph.addInitializer(editor.model.tensor(name, 'float32', dims, data));
  return name;
}

import { int, intAttribute, setAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule } from '../rule.ts';
import { convolutionChannels } from './convolution.ts';

/** A weight [inputs, outputs of a group, ...]. Groups are treated as those of a convolution. */
export const transposedConvolution: ChannelRule = {
  operators: ['ConvTranspose'],
  relate(node, relations) {
    const channels = convolutionChannels(node, relations);
    if (channels === undefined) return;
    const { input, output, groups, inputsEach, outputsEach } = channels;
    const tensor = node.input[1] ?? '';
    const [inputs, outputs] = [
      { tensor, axis: 0 },
      { tensor, axis: 1 },
    ];
    relations.same(input, inputs);
    if (groups === 1) {
      relations.same(outputs, output);
    } else if (inputsEach === 1) {
      relations.follow(output, input, (index) => Math.floor(index / outputsEach));
    } else if (outputsEach === 1) {
      relations.follow(input, output, (index) => Math.floor(index / inputsEach));
    } else {
      relations.follow(inputs, inputs, (index) => index % inputsEach);
      relations.follow(output, outputs, (index) => index % outputsEach);
    }
    const goesWhole = groups > 1 && (inputsEach === 1 || outputsEach === 1);
    relations.parameter(inputs, goesWhole ? 'produces' : 'consumes');
    if (!goesWhole) relations.parameter(outputs, 'produces');
  },
  rewrite(node, cuts) {
    const inputs = { tensor: node.input[1] ?? '', axis: 0 };
    const [all = 0, outputsEach = 0] = cuts.before(inputs.tensor) ?? [];
    const left = cuts.kept(inputs)?.length;
    const groups = intAttribute(node, 'group') ?? 1;
    const isWhole = all === groups || outputsEach === 1;
    if (groups > 1 && isWhole && left !== undefined) setAttribute(node, 'group', int((groups * left) / all));
  },
};

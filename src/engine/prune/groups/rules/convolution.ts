import { int, intAttribute, setAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { Axis, ChannelRule, Relations } from '../rule.ts';

/** The channels of a convolution, and how many of them each of its groups has. */
export interface ConvolutionChannels {
  readonly input: Axis;
  readonly output: Axis;
  readonly groups: number;
  readonly inputsEach: number;
  readonly outputsEach: number;
}

/**
 * A weight [outputs, inputs of a group, ...]. Without groups every channel is on its own. Groups of several inputs and outputs
 * lose the same of their own channels each; where they have one input or one output, whole groups go.
 */
export const convolution: ChannelRule = {
  operators: ['Conv'],
  relate(node, relations) {
    const channels = convolutionChannels(node, relations);
    if (channels === undefined) return;
    const { input, output, groups, inputsEach, outputsEach } = channels;
    const [inputs, outputs] = weightAxes(node);
    relations.same(outputs, output);
    relations.parameter(outputs, 'produces');
    if (groups === 1) {
      relations.same(input, inputs);
      relations.parameter(inputs, 'consumes');
    } else if (inputsEach === 1) {
      relations.follow(outputs, input, (index) => Math.floor(index / outputsEach));
    } else if (outputsEach === 1) {
      relations.follow(input, outputs, (index) => Math.floor(index / inputsEach));
    } else {
      relations.follow(input, inputs, (index) => index % inputsEach);
      relations.parameter(inputs, 'consumes');
      relations.follow(outputs, outputs, (index) => index % outputsEach);
    }
  },
  rewrite(node, cuts) {
    const [, outputs] = weightAxes(node);
    const [all, left] = [cuts.before(outputs.tensor)?.[0] ?? 0, cuts.kept(outputs)?.length];
    const groups = intAttribute(node, 'group') ?? 1;
    const isWhole = cuts.before(outputs.tensor)?.[1] === 1 || all === groups;
    if (groups > 1 && isWhole && left !== undefined) setAttribute(node, 'group', int((groups * left) / all));
  },
};

function weightAxes({ input }: onnx.NodeProto): readonly [inputs: Axis, outputs: Axis] {
  const tensor = input[1] ?? '';
  return [
    { tensor, axis: 1 },
    { tensor, axis: 0 },
  ];
}

/** Ties batches and the bias, which both kinds of convolution have alike. Undefined where channels are frozen. */
export function convolutionChannels(node: onnx.NodeProto, relations: Relations): ConvolutionChannels | undefined {
  const [data = '', weight = '', bias = ''] = node.input;
  const [result = ''] = node.output;
  const [input, output] = [
    { tensor: data, axis: 1 },
    { tensor: result, axis: 1 },
  ];
  relations.same({ tensor: data, axis: 0 }, { tensor: result, axis: 0 });
  if (!relations.isFixed(weight) || (bias !== '' && !relations.isFixed(bias))) {
    const reason = nodeReason('pruneGroups.computed-weight', relations, node);
    for (const each of [input, output]) relations.freeze(each, reason);
    return undefined;
  }
  if (bias !== '') {
    relations.same({ tensor: bias, axis: 0 }, output);
    relations.parameter({ tensor: bias, axis: 0 }, 'shifts');
  }
  const groups = intAttribute(node, 'group') ?? 1;
  const [inputs = 0, outputs = 0] = [relations.shape(data)?.[1], relations.shape(result)?.[1]];
  return { input, output, groups, inputsEach: inputs / groups, outputsEach: outputs / groups };
}

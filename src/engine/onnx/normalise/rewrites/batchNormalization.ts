import { floatAttribute, intAttribute } from '../../attributes.ts';
import type { onnx } from '../../generated/onnx.js';
import { changeLinear, linearOf, type LinearChange } from '../linear.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/** Batch normalisation with the statistics of training goes into the convolution or matrix product before it. */
export const batchNormalization: Rewrite = {
  name: 'batch-normalization',
  opTypes: ['BatchNormalization'],
  apply(node, rewriting) {
    const before = rewriting.onlyFor(node, 0);
    const linear = before && linearOf(before, rewriting);
    if (!linear || isTraining(node)) return false;
    if (linear.channelAxis === 'last' && linear.rank !== 2) return false;
    const change = inference(node, linear.channels, rewriting);
    if (!change || !changeLinear(linear, change, rewriting)) return false;
    rewriting.absorb(node, before);
    return true;
  },
};

/** Whether it normalises by the batch itself (opset 14: an attribute; before: it gives its statistics), or by pixel. */
function isTraining(node: onnx.NodeProto): boolean {
  const givesStatistics = node.output.slice(1).some((output) => output !== '');
  return givesStatistics || intAttribute(node, 'training_mode') === 1 || intAttribute(node, 'spatial') === 0;
}

/** y = (x − mean) / √(variance + ε) · scale + bias (ONNX operators, BatchNormalization). */
function inference(node: onnx.NodeProto, channels: number, rewriting: Rewriting): LinearChange | undefined {
  const vectors = [1, 2, 3, 4].map((index) => rewriting.reals(node.input[index])?.values);
  const [gain, bias, mean, variance] = vectors;
  if (!gain || !bias || !mean || !variance || vectors.some((each) => each?.length !== channels)) return undefined;
  const epsilon = floatAttribute(node, 'epsilon') ?? Math.fround(1e-5);
  const scale = Float64Array.from(gain, (value, c) => value / Math.sqrt((variance[c] ?? 0) + epsilon));
  const shift = scale.map((value, c) => (bias[c] ?? 0) - (mean[c] ?? 0) * value);
  return { weightFactor: scale, biasFactor: scale, shift };
}

import type { onnx } from '../../generated/onnx.js';
import { attribute, removeAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

const sinceThirteen = ['ReduceSum'];
const sinceEighteen = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSumSquare',
];

/** ReduceSum 13, the others 18: the axes became an input. None, or an empty list, still reduces over all of them. */
function axesToInput(node: onnx.NodeProto, context: UpgradeContext): void {
  const axes = attribute(node, 'axes');
  if (axes?.refAttrName === '' && axes.ints.length === 0) removeAttribute(node, 'axes');
  context.intsToInput('axes', 1);
}

export const reductionRules: readonly UpgradeRule[] = [
  { operator: sinceThirteen, since: 13, upgrade: axesToInput },
  { operator: sinceEighteen, since: 18, upgrade: axesToInput },
];

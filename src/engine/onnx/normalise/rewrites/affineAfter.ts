import type { onnx } from '../../generated/onnx.js';
import { alongAxis, constantOperand } from '../broadcast.ts';
import { changeLinear, linearOf, type LinearChange } from '../linear.ts';
import type { Rewrite } from '../rewrite.ts';
import type { RealConstant } from '../rewriting.ts';

/**
 * Mul, Div, Add or Sub with one constant number, or one for each channel, goes into the weight and bias of the convolution
 * or matrix product before it; MatMul with a bias becomes Gemm.
 */
export const affineAfter: Rewrite = {
  name: 'affine-after-linear',
  opTypes: ['Mul', 'Div', 'Add', 'Sub'],
  apply(node, rewriting) {
    const at = constantOperand((tensor) => rewriting.isReal(tensor), node.input);
    if (at === undefined) return false;
    const before = rewriting.onlyFor(node, 1 - at);
    const linear = before && linearOf(before, rewriting);
    if (!linear) return false;
    const constant = rewriting.reals(node.input[at]);
    const change =
      constant &&
      changeBy(node, at, constant, (each) => {
        return alongAxis(each, linear.channels, linear.channelAxis, linear.rank);
      });
    if (!change || !changeLinear(linear, change, rewriting)) return false;
    rewriting.absorb(node, before);
    return true;
  },
};

/** The change that does what a node does to its other operand, when its constant is broadcast by `spread`. */
function changeBy(
  { opType }: onnx.NodeProto,
  constantIndex: 0 | 1,
  constant: RealConstant,
  spread: (constant: RealConstant) => Float64Array | undefined,
): LinearChange | undefined {
  const values = spread(constant);
  if (values === undefined) return undefined;
  switch (opType) {
    case 'Mul':
      return scaling(values);
    case 'Add':
      return { shift: values };
    case 'Div':
      return constantIndex === 0 ? undefined : scaling(values.map((value) => 1 / value));
    default:
      return constantIndex === 0
        ? { ...scaling(new Float64Array(values.length).fill(-1)), shift: values }
        : { shift: values.map((value) => -value) };
  }
}

function scaling(factor: Float64Array): LinearChange {
  return { weightFactor: factor, biasFactor: factor };
}

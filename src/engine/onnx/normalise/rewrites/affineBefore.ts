import { floatAttribute, intsAttribute, textAttribute } from '../../attributes.ts';
import type { onnx } from '../../generated/onnx.js';
import { constantOperand } from '../broadcast.ts';
import { changeLinear, channelSums, type Linear, type LinearChange, linearOf } from '../linear.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/**
 * Multiplication by a constant number goes into the weight of the convolution or matrix product after it, addition of one
 * into its bias where no padding comes between. Numbers that differ by channel stay where they are: in the weights they
 * would spread their ranges.
 */
export const affineBefore: Rewrite = {
  name: 'affine-before-linear',
  opTypes: ['Conv', 'ConvTranspose', 'Gemm', 'MatMul'],
  apply(node, rewriting) {
    const before = rewriting.onlyFor(node, 0);
    if (before?.opType !== 'Mul' && before?.opType !== 'Add') return false;
    const at = constantOperand((tensor) => rewriting.isReal(tensor), before.input);
    if (at === undefined) return false;
    const constant = rewriting.reals(before.input[at]);
    const linear = linearOf(node, rewriting);
    const source = before.input[1 - at] ?? '';
    if (!linear || constant?.values.length !== 1 || !keepsRank(constant.dims, source, linear, rewriting)) return false;
    const [number = 0] = constant.values;
    const change = before.opType === 'Mul' ? scaling(linear, number) : shifting(linear, number, rewriting);
    if (!change || !changeLinear(linear, change, rewriting)) return false;
    rewriting.absorbInto(before, node, 0, source);
    return true;
  },
};

/** Whether the constant has no more dimensions than what it is applied to; a convolution's weight tells how many those are. */
function keepsRank(dims: readonly number[], source: string, { rank }: Linear, { shapes }: Rewriting): boolean {
  return dims.length < (rank ?? 1) || dims.length <= (shapes.rank(source) ?? 0);
}

function scaling({ channels }: Linear, factor: number): LinearChange {
  return { weightFactor: new Float64Array(channels).fill(factor) };
}

/** Every output channel rises by the sum of its weights, unless the weight meets padding or overlaps itself. */
function shifting(linear: Linear, term: number, rewriting: Rewriting): LinearChange | undefined {
  const { node } = linear;
  if (node.opType === 'ConvTranspose' || isPadded(node) || (floatAttribute(node, 'alpha') ?? 1) !== 1) return undefined;
  return { shift: channelSums(linear, rewriting).map((sum) => sum * term) };
}

function isPadded(node: onnx.NodeProto): boolean {
  const mode = textAttribute(node, 'auto_pad') ?? 'NOTSET';
  if (mode === 'NOTSET') return (intsAttribute(node, 'pads') ?? []).some((pad) => pad !== 0);
  return mode !== 'VALID';
}

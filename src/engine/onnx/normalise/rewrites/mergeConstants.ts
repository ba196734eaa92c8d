import { realBuffer, fitInto } from '../../reals.ts';
import { elementCount } from '../../tensor.ts';
import { constantOperand } from '../broadcast.ts';
import type { Rewrite } from '../rewrite.ts';
import type { RealConstant } from '../rewriting.ts';

/**
 * Two multiplications by constants in turn become one, when one of the constants is a number. Additions stay: adding and
 * taking away a large number is how some graphs round.
 */
export const mergeConstants: Rewrite = {
  name: 'merge-constants',
  opTypes: ['Mul'],
  apply(node, rewriting) {
    const isReal = (tensor: string | undefined): boolean => rewriting.isReal(tensor);
    const at = constantOperand(isReal, node.input);
    const before = at === undefined ? undefined : rewriting.onlyFor(node, 1 - at);
    if (at === undefined || before?.opType !== 'Mul') return false;
    const atBefore = constantOperand(isReal, before.input);
    if (atBefore === undefined) return false;
    const merged = merge(rewriting.reals(before.input[atBefore]), rewriting.reals(node.input[at]));
    if (!merged || !fitInto(merged.type, merged.values)) return false;
    rewriting.setReals(before, atBefore, merged);
    rewriting.absorb(node, before);
    return true;
  },
};

function merge(a: RealConstant | undefined, b: RealConstant | undefined): RealConstant | undefined {
  if (a === undefined || b?.type !== a.type) return undefined;
  const [whole, single] = elementCount(b.dims) === 1 ? [a, b] : [b, a];
  if (elementCount(single.dims) !== 1) return undefined;
  const [number = 0] = single.values;
  const values = realBuffer(whole.type, whole.values.length);
  whole.values.forEach((value, index) => (values[index] = value * number));
  const missing = Math.max(0, single.dims.length - whole.dims.length);
  return { type: whole.type, dims: [...new Array<number>(missing).fill(1), ...whole.dims], values };
}

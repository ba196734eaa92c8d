import { constantOperand } from '../broadcast.ts';
import { fitInto } from '../../reals.ts';
import type { Rewrite } from '../rewrite.ts';

/** Division by a constant becomes multiplication, subtraction of one addition: these have integer kernels. */
export const constantTerm: Rewrite = {
  name: 'constant-term',
  opTypes: ['Div', 'Sub'],
  apply(node, rewriting) {
    if (constantOperand((tensor) => rewriting.isReal(tensor), node.input) !== 1) return false;
    const constant = rewriting.reals(node.input[1]);
    if (!constant) return false;
    const isDivision = node.opType === 'Div';
    const values = constant.values.map((value) => (isDivision ? 1 / value : -value));
    if (!fitInto(constant.type, values)) return false;
    node.opType = isDivision ? 'Mul' : 'Add';
    rewriting.setReals(node, 1, { ...constant, values });
    return true;
  },
};

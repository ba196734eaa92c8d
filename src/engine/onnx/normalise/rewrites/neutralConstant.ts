import { constantOperand, isScalar } from '../broadcast.ts';
import type { Rewrite } from '../rewrite.ts';
import { bypass } from '../bypass.ts';

const neutral: Readonly<Record<string, number>> = { Mul: 1, Div: 1, Add: 0, Sub: 0 };

/** Multiplication by 1 and addition of 0 go, where the constant does not make the tensor larger. */
export const neutralConstant: Rewrite = {
  name: 'neutral-constant',
  opTypes: ['Mul', 'Div', 'Add', 'Sub'],
  apply(node, rewriting) {
    const at = constantOperand((tensor) => rewriting.isReal(tensor), node.input);
    if (at === undefined || (at === 0 && (node.opType === 'Div' || node.opType === 'Sub'))) return false;
    const passed = node.input[1 - at] ?? '';
    if (!isScalar(rewriting.header(node.input[at])?.dims, rewriting.shapes.rank(passed))) return false;
    if (rewriting.reals(node.input[at])?.values[0] !== neutral[node.opType]) return false;
    return bypass(node, passed, rewriting);
  },
};

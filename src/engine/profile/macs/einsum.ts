import { textAttribute } from '../../onnx/attributes.ts';
import type { MacsRule } from './rule.ts';

/** One multiplication less than there are operands, for every combination of the indices that the equation names. */
export const einsumMacs: MacsRule = {
  operators: ['Einsum'],
  count(node, { input }) {
    const [left = ''] = (textAttribute(node, 'equation') ?? '').replaceAll(' ', '').split('->');
    const terms = left.split(',');
    // An ellipsis names no indices: what it stands for differs from run to run.
    if (terms.length !== input.length || left.includes('...')) return undefined;
    const sizes = new Map<string, number>();
    for (const [operand, term] of terms.entries()) {
      const shape = input[operand];
      if (shape?.length !== term.length) return undefined;
      for (const [axis, index] of Array.from(term).entries())
        sizes.set(index, Math.max(sizes.get(index) ?? 1, shape[axis]!));
    }
    const combinations = [...sizes.values()].reduce((product, size) => product * size, 1);
    return combinations * (terms.length - 1);
  },
};

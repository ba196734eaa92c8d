import { textAttribute } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';

/** The indices of every operand and, at the end, of the result; undefined where they are not plain letters. */
export function einsumEquation(node: onnx.NodeProto): readonly string[] | undefined {
  const [left = '', right] = (textAttribute(node, 'equation') ?? '').replaceAll(' ', '').split('->');
  const terms = [...left.split(','), right ?? implicitResult(left)];
  const isPlain = terms.every((term) => /^[A-Za-z]*$/.test(term) && new Set(term).size === term.length);
  return isPlain ? terms : undefined;
}

/** Without an arrow: the indices that occur once, in alphabetical order. */
function implicitResult(left: string): string {
  const indices = Array.from(left.replaceAll(',', ''));
  return indices
    .filter((index) => indices.indexOf(index) === indices.lastIndexOf(index))
    .toSorted()
    .join('');
}

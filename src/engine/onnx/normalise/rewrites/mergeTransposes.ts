import { attribute, ints, intsAttribute, setAttribute } from '../../attributes.ts';
import type { onnx } from '../../generated/onnx.js';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/** A Transpose of a Transpose turns the tensor before both at once, or not at all where one undoes the other. */
export const mergeTransposes: Rewrite = {
  name: 'merge-transposes',
  opTypes: ['Transpose'],
  apply(node, rewriting) {
    const { graph } = rewriting;
    const before = graph.producer(node.input[0] ?? '');
    const source = before?.input[0] ?? '';
    if (before?.opType !== 'Transpose' || source === '' || graph.parent !== undefined) return false;
    const first = permutation(before, rewriting);
    const second = permutation(node, rewriting);
    if (first?.length !== second?.length || !first || !second) return false;
    const isOnlyReader = rewriting.onlyFor(node, 0) === before;
    setAttribute(node, 'perm', ints(second.map((axis) => first[axis] ?? 0)));
    if (isOnlyReader) rewriting.absorbInto(before, node, 0, source);
    else graph.setInput(node, 0, source);
    return true;
  },
};

/** The order of axes, which without the attribute is the reverse. */
function permutation(node: onnx.NodeProto, rewriting: Rewriting): readonly number[] | undefined {
  if (attribute(node, 'perm') !== undefined) return intsAttribute(node, 'perm');
  const rank = rewriting.shapes.rank(node.input[0] ?? '');
  return rank === undefined ? undefined : Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
}

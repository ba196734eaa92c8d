import { itemsOf } from '../../prepare/lists.ts';
import type { BothNames } from './byName.ts';
import { nobody, type Pairs } from './pairs.ts';
import { operatorOf, type Side, type Sides } from './side.ts';

/** Nodes between an integer product and the tensor that the float one wrote, at most: Cast, Mul, Add and a few more. */
const mostSteps = 12;

/**
 * Pairs a node with one that computes the same behind the tensor which it wrote: quantized dynamically, a product becomes one
 * of integers, and what scales its sums writes the tensor.
 */
export function pairBehindNames({ before, after }: Sides, names: BothNames, pairs: Pairs): void {
  for (let node = 0; node < before.view.nodes.count; node++) {
    if (pairs.afterOf[node] !== nobody) continue;
    const writer = names.after.find(names.before.of(node)[0]!);
    const found = behind(after, writer, pairs.beforeOf, before.computed[node]!);
    if (found !== nobody && replaces(before, node, after, found)) pairs.add(node, found);
  }
  for (let node = 0; node < after.view.nodes.count; node++) {
    if (pairs.beforeOf[node] !== nobody) continue;
    const writer = names.before.find(names.after.of(node)[0]!);
    const found = behind(before, writer, pairs.afterOf, after.computed[node]!);
    if (found !== nobody && replaces(before, found, after, node)) pairs.add(found, node);
  }
}

/** Whether an operator has become another one: the same one behind a name is what was shifted by something that is new. */
function replaces(before: Side, one: number, after: Side, other: number): boolean {
  return operatorOf(before, one) !== operatorOf(after, other);
}

/** The nearest node without a partner that computes something and leads to `from` by such nodes alone. */
function behind(side: Side, from: number, partners: Int32Array, computed: number): number {
  if (from === nobody) return nobody;
  const reached = new Set([from]);
  // The set grows while it is gone through.
  for (const node of reached) {
    if (partners[node] !== nobody) continue;
    if (side.computed[node] === computed) return node;
    if (reached.size > mostSteps) continue;
    for (const entry of itemsOf(side.read, node)) reached.add(side.entrySource[entry]!);
  }
  return nobody;
}

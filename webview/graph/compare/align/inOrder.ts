import { itemsOf } from '../../prepare/lists.ts';
import { longestCommon } from './longestCommon.ts';
import { nobody, type Pairs } from './pairs.ts';
import type { Side, Sides } from './side.ts';

/** Pairs what is left of each module that both models have, in the order of data, as far as `label` is the same. */
export function pairInModules({ before, after }: Sides, pairs: Pairs, label: 'work' | 'computed'): void {
  const others = leftByModule(after, pairs.beforeOf);
  for (const [module, ones] of leftByModule(before, pairs.afterOf)) {
    const partners = others.get(module);
    if (partners !== undefined) pairSequences({ before, after }, pairs, label, ones, partners);
  }
}

/** The same of everything that is left, in whatever module it is. */
export function pairInOrder({ before, after }: Sides, pairs: Pairs): void {
  const left = (partners: Int32Array): readonly number[] =>
    [...partners.keys()].filter((node) => partners[node] === nobody);
  pairSequences({ before, after }, pairs, 'work', left(pairs.afterOf), left(pairs.beforeOf));
}

function leftByModule({ module }: Side, partners: Int32Array): ReadonlyMap<number, readonly number[]> {
  const left = new Map<number, number[]>();
  partners.forEach((partner, node) => {
    if (partner !== nobody) return;
    const list = left.get(module[node]!);
    if (list === undefined) left.set(module[node]!, [node]);
    else list.push(node);
  });
  return left;
}

function pairSequences(
  sides: Sides,
  pairs: Pairs,
  label: 'work' | 'computed',
  ones: readonly number[],
  others: readonly number[],
): void {
  const { before, after } = sides;
  const first = pairs.made.length;
  // What one side does not have at all only makes the way longer.
  const common = (list: readonly number[], own: Uint32Array, there: ReadonlySet<number>): readonly number[] =>
    list.filter((node) => there.has(own[node]!));
  const [ownLabels, otherLabels] = [before[label], after[label]];
  const left = common(ones, ownLabels, new Set(others.map((node) => otherLabels[node]!)));
  const right = common(others, otherLabels, new Set(ones.map((node) => ownLabels[node]!)));
  const sequence = (list: readonly number[], labels: Uint32Array) => Uint32Array.from(list, (node) => labels[node]!);
  for (const [one, other] of longestCommon(sequence(left, ownLabels), sequence(right, otherLabels))) {
    pairs.add(left[one]!, right[other]!);
  }
  // Small operators are everywhere: two of them are the same only where something beside them says so.
  pairs.takeBack(first, (one, other) => before.weighted[one] === 1 || haveCommonNeighbour(sides, pairs, one, other));
}

function haveCommonNeighbour({ before, after }: Sides, { afterOf }: Pairs, one: number, other: number): boolean {
  const around = (side: Side, node: number): number[] => [
    ...Array.from(itemsOf(side.read, node), (entry) => side.entrySource[entry]!),
    ...Array.from(itemsOf(side.written, node), (entry) => side.view.nets.target[entry]!),
  ];
  const beside = new Set(around(after, other));
  return around(before, one).some((node) => beside.has(afterOf[node]!));
}

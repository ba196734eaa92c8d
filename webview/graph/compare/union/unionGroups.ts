import type { Comparison, SideName } from '../comparison.ts';
import { isModule } from '../align/side.ts';

/** Groups around what is drawn of both models. Outer ones have lower numbers. */
export interface UnionGroups {
  readonly count: number;
  readonly label: readonly string[];
  readonly key: readonly string[];
  readonly parent: Int32Array;
  /** The group of each model that each is, or -1. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** The innermost group around each item, or -1. */
  readonly ofItem: Int32Array;
}

interface Group {
  readonly label: string;
  readonly key: string;
  readonly parent: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The groups of the first model, and modules that only the second one has. What is in both stands in the group where it is in
 * the first one.
 */
export function unionGroups(comparison: Comparison): UnionGroups {
  const { before, after, items } = comparison;
  const found: Group[] = [];
  const numbers = new Map<string, number>();
  const { groups } = before.view;
  const placeOf = { before: new Int32Array(groups.count), after: new Int32Array(after.view.groups.count) };
  const afterByKey = new Map(after.view.groups.key.map((key, group) => [key, group]));
  groups.key.forEach((key, group) => {
    placeOf.before[group] = group;
    numbers.set(key, group);
    const counterpart = afterByKey.get(key) ?? -1;
    found.push({ label: groups.label[group]!, key, parent: groups.parent[group]!, before: group, after: counterpart });
  });
  after.view.groups.key.forEach((key, group) => {
    const around = after.view.groups.parent[group]!;
    const parent = around < 0 ? -1 : placeOf.after[around]!;
    const known = numbers.get(key);
    if (known !== undefined) placeOf.after[group] = known;
    else if (!isModule(after.view, group)) placeOf.after[group] = parent;
    else {
      const label = after.view.groups.label[group]!;
      placeOf.after[group] = found.push({ label, key, parent, before: -1, after: group }) - 1;
      numbers.set(key, found.length - 1);
    }
  });
  const placed = (side: SideName, node: number): number => {
    const group = comparison[side].view.nodes.group[node]!;
    return group < 0 ? -1 : placeOf[side][group]!;
  };
  const ofItem = items.map((item) => (item.before >= 0 ? placed('before', item.before) : placed('after', item.after)));
  return withoutEmpty(found, ofItem);
}

/** Leaves out groups in which nothing is any more. */
function withoutEmpty(found: readonly Group[], ofItem: readonly number[]): UnionGroups {
  const isUsed = new Uint8Array(found.length);
  for (const group of ofItem) {
    for (let at = group; at >= 0 && isUsed[at] === 0; at = found[at]!.parent) isUsed[at] = 1;
  }
  const numbers = new Int32Array(found.length).fill(-1);
  let count = 0;
  isUsed.forEach((used, group) => {
    if (used === 1) numbers[group] = count++;
  });
  const used = found.filter((_, group) => isUsed[group] === 1);
  const renumbered = (group: number): number => (group < 0 ? -1 : numbers[group]!);
  return {
    count,
    label: used.map(({ label }) => label),
    key: used.map(({ key }) => key),
    parent: Int32Array.from(used, ({ parent }) => renumbered(parent)),
    before: Int32Array.from(used, ({ before }) => before),
    after: Int32Array.from(used, ({ after }) => after),
    ofItem: Int32Array.from(ofItem, renumbered),
  };
}

import type { ViewGraph, ViewGroups } from './view/viewGraph.ts';

/** Which groups are drawn as one node: 1 for each that is. */
export type Collapsed = Uint8Array<ArrayBuffer>;

/**
 * Collapses groups so that at most `most` nodes are seen: from the outside in, groups are opened as long as that is kept.
 * Where everything fits, nothing is collapsed.
 */
export function collapsedWithin({ nodes, groups }: ViewGraph, most: number): Collapsed {
  const members = new Float64Array(groups.count);
  let seen = 0;
  for (const group of nodes.group) {
    if (group < 0) seen++;
    else members[group]!++;
  }
  for (const parent of groups.parent) {
    if (parent < 0) seen++;
    else members[parent]!++;
  }
  const collapsed = new Uint8Array(groups.count).fill(1);
  let level = groupsIn(groups, -1);
  while (level.length > 0) {
    const opened = level.filter((group) => {
      const more = members[group]! - 1;
      if (seen + more > most) return false;
      seen += more;
      collapsed[group] = 0;
      return true;
    });
    level = insideOf(groups, opened);
  }
  return collapsed;
}

/** The groups that are open, by what they are known by when the model is drawn again. */
export function openKeys({ groups }: ViewGraph, collapsed: Collapsed): readonly string[] {
  return groups.key.filter((_, group) => collapsed[group] === 0);
}

/** All groups collapsed but those with these keys. */
export function collapsedBut({ groups }: ViewGraph, keys: ReadonlySet<string>): Collapsed {
  return Uint8Array.from(groups.key, (key) => (keys.has(key) ? 0 : 1));
}

/**
 * With a group and all groups around it open; the same where they are.
 * @param parent the group around each group, -1 for none
 * @param innermost -1 for no group
 */
export function openAround(parent: ArrayLike<number>, collapsed: Collapsed, innermost: number): Collapsed {
  let open = collapsed;
  for (let group = innermost; group >= 0; group = parent[group]!) {
    if (open[group] === 0) continue;
    if (open === collapsed) open = collapsed.slice();
    open[group] = 0;
  }
  return open;
}

function groupsIn({ parent }: ViewGroups, around: number): readonly number[] {
  return [...parent.keys()].filter((group) => parent[group] === around);
}

function insideOf({ parent }: ViewGroups, around: readonly number[]): readonly number[] {
  const open = new Set(around);
  return open.size === 0 ? [] : [...parent.keys()].filter((group) => open.has(parent[group]!));
}

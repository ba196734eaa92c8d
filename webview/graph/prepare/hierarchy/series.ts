import { GroupTree, groupsBelow } from './groupTree.ts';

/** A name with a number at its end, or a number: `layers.3`, `layers_3`, `3`. */
const numbered = /^(?:(.+)[._])?\d+$/;

/**
 * Puts numbered modules, such as `layers.0` to `layers.11`, into a group of their own, unless they are all there is in the
 * group around them.
 */
export function gatherSeries(root: GroupTree): void {
  for (const group of [root, ...groupsBelow(root)]) {
    const stems = new Map<string, GroupTree[]>();
    for (const child of group.children) {
      const match = child.kind === 'scope' ? numbered.exec(child.label) : null;
      if (match === null) continue;
      const stem = match[1] ?? '';
      const members = stems.get(stem);
      if (members === undefined) stems.set(stem, [child]);
      else members.push(child);
    }
    for (const [stem, members] of stems) {
      if (members.length < 2) continue;
      const isAll = members.length === group.children.length && group.nodes.length === 0;
      if (isAll && group.kind === 'scope') group.kind = 'series';
      else if (stem !== '') gather(group, stem, members);
    }
  }
}

function gather(group: GroupTree, stem: string, members: readonly GroupTree[]): void {
  const series = new GroupTree('series', stem, `${group.key}/${stem}*`, group);
  const inside = new Set(members);
  // In the place of the first of them.
  group.children = group.children.flatMap((child) =>
    child === members[0] ? [series] : inside.has(child) ? [] : [child],
  );
  series.children = [...members];
  for (const member of members) member.parent = series;
}

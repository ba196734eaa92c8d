import { type GroupTree, groupsBelow } from './groupTree.ts';

/** Leaves out groups that tell nothing: those of fewer than two members, and those that hold one group and nothing else. */
export function tidy(root: GroupTree): void {
  // Inner ones first, so that what becomes of them is known.
  for (const group of [root, ...groupsBelow(root)].reverse()) takeIn(group);
  for (const group of [root, ...groupsBelow(root)]) {
    if (!group.isOptional) unwrap(group);
  }
}

/** Puts what is in groups of a single member straight into the group around them. */
function takeIn(group: GroupTree): void {
  const needless = (child: GroupTree): boolean => child.isOptional && child.children.length + child.nodes.length < 2;
  const gone = group.children.filter(needless);
  if (gone.length === 0) return;
  group.children = group.children.flatMap((child) => (needless(child) ? child.children : [child]));
  group.nodes = [...group.nodes, ...gone.flatMap(({ nodes }) => nodes)].sort((a, b) => a - b);
  for (const { label, children } of gone) {
    for (const child of children) {
      child.parent = group;
      // The name of what is gone goes along.
      if (child.isOptional) child.label = `${label}/${child.label}`;
    }
  }
}

/** A module that is all there is, such as `model`, is no news. */
function unwrap(root: GroupTree): void {
  for (;;) {
    const [only] = root.children;
    if (root.children.length !== 1 || root.nodes.length > 0 || only?.kind !== 'scope') return;
    root.children = only.children;
    root.nodes = only.nodes;
    for (const child of root.children) child.parent = root;
  }
}

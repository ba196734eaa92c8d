import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupTree, groupsBelow } from './groupTree.ts';
import { gatherSeries } from './series.ts';
import { tidy } from './tidy.ts';

/** The groups of nodes whose modules are given, as they are numbered. */
function treeOf(paths: readonly string[]): GroupTree {
  const root = new GroupTree('root', '', '');
  paths.forEach((path, node) => root.at(path.split('/').filter((part) => part !== '')).nodes.push(node));
  return root;
}

/** Groups as lines, those inside others further in, with the nodes straight in them. */
function lines(group: GroupTree, depth = 0): readonly string[] {
  return group.children.flatMap((child) => [
    `${'  '.repeat(depth)}${child.kind} ${child.label}: ${child.nodes.join(' ')}`.trimEnd(),
    ...lines(child, depth + 1),
  ]);
}

const grouped = (paths: readonly string[]): readonly string[] => {
  const root = treeOf(paths);
  tidy(root);
  gatherSeries(root);
  tidy(root);
  return lines(root);
};

describe('groups by modules', () => {
  it('are as deep as the modules are', () => {
    expect(lines(treeOf(['a', 'a/b', 'a/b', 'c']))).toEqual(['scope a: 0', '  scope b: 1 2', 'scope c: 3']);
  });

  it('of one member are left out, their names in front of what stays', () => {
    expect(grouped(['a/b/c', 'a/b/c', 'd', 'd', 'e'])).toEqual(['scope a/b/c: 0 1', 'scope d: 2 3']);
  });

  it('that are all there is are no news', () => {
    expect(grouped(['model/a', 'model/a', 'model/b', 'model/b'])).toEqual(['scope a: 0 1', 'scope b: 2 3']);
  });

  it('with numbers are gathered, where the first of them was', () => {
    const layers = ['head', 'head', 'layers.0', 'layers.0', 'layers.1', 'layers.1', 'tail', 'tail'];
    expect(grouped(layers)).toEqual([
      ...['scope head: 0 1', 'series layers:', '  scope layers.0: 2 3', '  scope layers.1: 4 5', 'scope tail: 6 7'],
    ]);
  });

  it('with numbers that are all of a module make it their series', () => {
    expect(grouped(['a', 'a', 'layers/0', 'layers/0', 'layers/1', 'layers/1'])).toEqual([
      ...['scope a: 0 1', 'series layers:', '  scope 0: 2 3', '  scope 1: 4 5'],
    ]);
  });

  it('with a number that comes once are as they are', () => {
    expect(grouped(['a', 'a', 'layers.0', 'layers.0', 'b.0', 'b.0'])).toEqual([
      ...['scope a: 0 1', 'scope layers.0: 2 3', 'scope b.0: 4 5'],
    ]);
  });

  it('keep every node once, and their keys apart, whatever is in names', () => {
    const part = fc.constantFrom('a', 'b', 'layers.0', 'layers.1', 'layers.2', '0', '1', 'x_1', 'x_2', '*');
    const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        const root = treeOf(paths);
        tidy(root);
        gatherSeries(root);
        tidy(root);
        const groups = [...groupsBelow(root)];
        const nodes = [root, ...groups].flatMap((group) => group.nodes);
        expect(nodes.toSorted((a, b) => a - b)).toEqual(paths.map((_, node) => node));
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        for (const group of groups) {
          expect(group.parent!.children).toContain(group);
          expect(group.children.length + group.nodes.length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapsedBut, collapsedWithin, openAround, openKeys } from '../../../webview/graph/prepare/collapse.ts';
import { layoutInput } from '../../../webview/graph/prepare/layoutInput.ts';
import { itemsOf } from '../../../webview/graph/prepare/lists.ts';
import { type Items, itemsSeen } from '../../../webview/graph/prepare/walk/items.ts';
import { siblings } from '../../../webview/graph/prepare/walk/walk.ts';
import type { ViewGraph } from '../../../webview/graph/prepare/view/viewGraph.ts';
import { checkGraph } from '../../../webview/graph/layout/graph.ts';
import { exportedTransformer } from '../../fixtures/exportedTransformer.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';
import { arbitraryDescription, describedModel } from './arbitraryModel.ts';
import { edgesOf, openable, seen } from './seen.ts';

/** Drawings with everything open that is not in something else, and any of their groups collapsed. */
function always(property: (view: ViewGraph, collapsed: Uint8Array<ArrayBuffer>) => void): void {
  fc.assert(
    fc.property(arbitraryDescription, fc.infiniteStream(fc.boolean()), (description, choices) => {
      const model = graphModelOf(describedModel(description));
      const view = seen(model, new Set(openable(seen(model))));
      property(
        view,
        Uint8Array.from(view.groups.label, () => Number(choices.next().value)),
      );
    }),
    { numRuns: 80 },
  );
}

/** The outermost collapsed group around a view node, or -1, found from the inside out. */
function hider({ nodes, groups }: ViewGraph, collapsed: Uint8Array, node: number): number {
  let hidden = -1;
  for (let group = nodes.group[node]!; group >= 0; group = groups.parent[group]!)
    if (collapsed[group] === 1) hidden = group;
  return hidden;
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('what is seen with groups collapsed', () => {
  it('shows every node, itself or in the outermost collapsed group around it', () => {
    always((view, collapsed) => {
      const { ofNode, count } = itemsSeen(view, collapsed);
      expect(count).toBe(view.nodes.count + view.groups.count);
      for (const node of numbers(view.nodes.count)) {
        const group = hider(view, collapsed, node);
        expect(ofNode[node]).toBe(group < 0 ? node : view.nodes.count + group);
      }
    });
  });

  it('is connected as what is in it, each to each once', () => {
    always((view, collapsed) => {
      const items = itemsSeen(view, collapsed);
      const expected = new Set<string>();
      for (const { source, target } of edgesOf(view)) {
        const [from, to] = [items.ofNode[source]!, items.ofNode[target]!];
        if (from !== to) expected.add(`${from} ${to}`);
      }
      const along = numbers(items.count).flatMap((item) =>
        [...itemsOf(items.consumers, item)].map((to) => `${item} ${to}`),
      );
      const against = numbers(items.count).flatMap((item) =>
        [...itemsOf(items.producers, item)].map((from) => `${from} ${item}`),
      );
      expect(along.toSorted()).toEqual([...expected].toSorted());
      expect(against.toSorted()).toEqual([...expected].toSorted());
    });
  });

  it('is what the layout is given', () => {
    always((view, collapsed) => {
      const graph = layoutInput(view, collapsed, {
        node: (node) => ({ width: 10 + node, height: 20 }),
        group: (group) => ({ width: 100 + group, height: 30 }),
      });
      checkGraph(graph);
      expect([...graph.nodeWidth]).toEqual(numbers(view.nodes.count).map((node) => 10 + node));
      graph.groupWidth.forEach((width, group) => expect(width).toBe(collapsed[group] === 1 ? 100 + group : 0));
      expect(graph.netTarget).toBe(view.nets.target);
    });
  });
});

describe('collapsing', () => {
  const shown = (view: ViewGraph, collapsed: Uint8Array<ArrayBuffer>): number =>
    new Set(itemsSeen(view, collapsed).ofNode).size;

  it('opens as many groups from the outside in as there is room for', () => {
    const view = seen(graphModelOf(exportedTransformer(400)));
    expect(collapsedWithin(view, Infinity).every((each) => each === 0)).toBe(true);
    expect(collapsedWithin(view, 0).every((each) => each === 1)).toBe(true);
    let before = 0;
    for (const most of [5, 10, 20, 50, 100, 200]) {
      const collapsed = collapsedWithin(view, most);
      const count = shown(view, collapsed);
      if (collapsed.includes(0)) expect(count).toBeLessThanOrEqual(most);
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
      // What is open is in nothing that is closed.
      view.groups.parent.forEach((parent, group) => {
        if (collapsed[group] === 0 && parent >= 0) expect(collapsed[parent]).toBe(0);
      });
    }
  });

  it('keeps within the room for any model, unless all is closed', () => {
    always((view) => {
      for (const most of [1, 3, 8, 20]) {
        const collapsed = collapsedWithin(view, most);
        if (collapsed.includes(0)) expect(shown(view, collapsed)).toBeLessThanOrEqual(most);
      }
    });
  });

  it('comes back from the keys of what was open', () => {
    always((view, collapsed) => {
      expect(collapsedBut(view, new Set(openKeys(view, collapsed)))).toEqual(collapsed);
    });
  });

  it('ends around what is to be seen, and nowhere else', () => {
    always((view, collapsed) => {
      for (const node of numbers(view.nodes.count)) {
        const open = openAround(view.groups.parent, collapsed, view.nodes.group[node]!);
        expect(itemsSeen(view, open).ofNode[node]).toBe(node);
        const around = new Set<number>();
        for (let group = view.nodes.group[node]!; group >= 0; group = view.groups.parent[group]!) around.add(group);
        open.forEach((each, group) => expect(each).toBe(around.has(group) ? 0 : collapsed[group]));
        expect(openAround(view.groups.parent, open, view.nodes.group[node]!)).toBe(open);
      }
    });
  });
});

describe('walking', () => {
  it('goes aside to what reads the same, or else to what is read by the same', () => {
    always((view, collapsed) => {
      const items = itemsSeen(view, collapsed);
      const beside = (to: Items['producers'], back: Items['producers'], item: number): readonly number[] =>
        numbers(items.count).filter((other) =>
          [...itemsOf(to, item)].some((each) => itemsOf(back, each).includes(other)),
        );
      for (const item of numbers(items.count)) {
        const reading = beside(items.producers, items.consumers, item);
        const writing = beside(items.consumers, items.producers, item);
        expect(siblings(items, item)).toEqual(reading.length > 1 ? reading : writing.length > 1 ? writing : [item]);
      }
    });
  });
});

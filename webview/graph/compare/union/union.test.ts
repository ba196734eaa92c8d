import { describe, expect, it } from 'vitest';
import { layOut } from '../../layout/layOut.ts';
import { compareModels } from '../comparison.ts';
import { deleted, edited, inserted, residualChain, written } from '../../../../test/fixtures/editedNet.ts';
import { sideDrawing } from './sideDrawing.ts';
import { collapsedAtFirst, unionGraph, unionLayout, type UnionGraph } from './unionGraph.ts';

const net = residualChain(8);
const size = { width: 120, height: 48 };
const sizes = { item: () => size, group: () => size };

function drawn(union: UnionGraph, collapsed = new Uint8Array(union.groups.count)) {
  const graph = unionLayout(union, collapsed, sizes);
  const drawing = layOut(graph);
  const [before, after] = (['before', 'after'] as const).map((side) => sideDrawing(union, side, graph, drawing));
  return { before: before!, after: after! };
}

const union = unionGraph(
  compareModels(
    written(net).compared,
    written(inserted(deleted(net, 'Relu7'), 'Conv20', { id: 'new', operator: 'Tanh' })).compared,
  ),
);

describe('two models in one drawing', () => {
  it('have what is the same at the same place', () => {
    const { before, after } = drawn(union);
    for (const item of union.comparison.items) {
      if (item.before < 0 || item.after < 0) continue;
      expect(before.drawing.nodeX[item.before]).toBe(after.drawing.nodeX[item.after]);
      expect(before.drawing.nodeY[item.before]).toBe(after.drawing.nodeY[item.after]);
    }
  });

  it('leave a gap where the other one has something', () => {
    const { before } = drawn(union);
    const places = Array.from(before.drawing.nodeY).sort((a, b) => a - b);
    const gaps = places.map((y, index) => y - (places[index - 1] ?? y - size.height));
    expect(Math.max(...gaps)).toBeGreaterThan(2 * size.height);
  });

  it.each(['before', 'after'] as const)('lead every line of the %s one from its source to who reads it', (side) => {
    const { graph, drawing } = drawn(union)[side];
    const { nets } = union.comparison[side].view;
    expect(drawing.netPath.at(-1)).toBe(drawing.pathParent.length);
    for (let each = 0; each < nets.count; each++) {
      for (let entry = nets.start[each]!; entry < nets.start[each + 1]!; entry++) {
        let path = drawing.targetPath[entry]!;
        const last = drawing.pathStart[path + 1]! - 1;
        const target = nets.target[entry]!;
        expect(drawing.pointY[last]).toBe(drawing.nodeY[target]);
        while (drawing.pathParent[path]! >= 0) path = drawing.pathParent[path]!;
        expect(path).toBeGreaterThanOrEqual(drawing.netPath[each]!);
        const source = nets.source[each]!;
        expect(drawing.pointY[drawing.pathStart[path]!]).toBe(drawing.nodeY[source]! + graph.nodeHeight[source]!);
      }
    }
  });

  it('have no line that nobody reads', () => {
    const { before } = drawn(union);
    const reached = new Set<number>();
    for (const end of before.drawing.targetPath) {
      for (let path = end; path >= 0; path = before.drawing.pathParent[path]!) reached.add(path);
    }
    expect(reached.size).toBe(before.drawing.pathParent.length);
  });

  it('have the groups of the first model, and modules that only the second has', () => {
    const { groups } = union;
    expect(groups.label).toContain('blocks.0');
    expect(groups.count).toBeGreaterThan(union.comparison.before.view.groups.count - 1);
    groups.parent.forEach((parent, group) => expect(parent).toBeLessThan(group));
    for (const group of groups.ofItem) expect(group).toBeLessThan(groups.count);
  });
});

describe('groups', () => {
  const long = residualChain(80);
  const changed = edited(long, 'Conv20', { weight: { dims: [7, 7] } });
  const some = unionGraph(compareModels(written(long).compared, written(changed).compared));

  it('are closed in large models where both agree, and open where they do not', () => {
    const collapsed = collapsedAtFirst(some);
    const open = some.groups.label.filter((_, group) => collapsed[group] === 0);
    expect(open).toContain('blocks.3');
    expect(open).not.toContain('blocks.4');
    const { before, after } = drawn(some, collapsed);
    expect(before.groupOf.length).toBe(after.groupOf.length);
  });

  it('are open in small ones', () => {
    expect(collapsedAtFirst(union)).toEqual(new Uint8Array(union.groups.count));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describedGraph } from './fixtures/describedGraph.ts';
import { around, contains, DrawnGraph, overlap, type Point, type Rectangle } from './fixtures/drawnGraph.ts';
import type { LayoutGraph } from './graph.ts';
import { layOut } from './layOut.ts';
import { defaultSpacing } from './spacing.ts';

const runs = { numRuns: 300 };

interface Kind {
  readonly acyclic?: boolean;
  readonly groups?: boolean;
}

/** Graphs of any kind: with cycles, loops, double edges, parts of their own and groups in groups. */
function arbitraryGraph({ acyclic = false, groups = true }: Kind = {}): fc.Arbitrary<LayoutGraph> {
  const node = fc.record({
    width: fc.integer({ min: 1, max: 160 }),
    height: fc.integer({ min: 1, max: 60 }),
    group: fc.nat(),
  });
  const group = fc.record({ parent: fc.nat(), collapsed: fc.boolean() });
  const net = fc.record({ source: fc.nat(), targets: fc.array(fc.nat(), { maxLength: 5 }), minor: fc.boolean() });
  return fc
    .record({
      nodes: fc.array(node, { maxLength: 40 }),
      groups: fc.array(group, { maxLength: groups ? 8 : 0 }),
      nets: fc.array(net, { maxLength: 50 }),
    })
    .map((description) => describedGraph(description, acyclic));
}

const drawn = (graph: LayoutGraph): DrawnGraph => new DrawnGraph(graph, layOut(graph));

/** Checks a property of drawings of all kinds of graphs. */
function always(property: (drawing: DrawnGraph) => void, kind?: Kind): void {
  fc.assert(
    fc.property(arbitraryGraph(kind), (graph) => property(drawn(graph))),
    runs,
  );
}

/** Everything that has a place in a group (or, -1, in the drawing), as rectangles. */
function members(drawing: DrawnGraph, group: number): readonly Rectangle[] {
  const { nodeGroup, groupParent } = drawing.graph;
  return [
    ...drawing.nodes.filter((node) => nodeGroup[node] === group).map((node) => drawing.node(node)),
    ...drawing.groups.filter((inner) => groupParent[inner] === group).map((inner) => drawing.group(inner)),
  ];
}

const openGroups = (drawing: DrawnGraph): readonly number[] =>
  drawing.groups.filter((group) => drawing.isSeenGroup(group) && !drawing.isCollapsed(group));

describe('nodes and groups', () => {
  it('are all placed, inside the drawing', () => {
    always((drawing) => {
      const { width, height } = drawing.drawing;
      const all = { left: 0, top: 0, right: width, bottom: height };
      for (const node of drawing.nodes) expect(contains(all, drawing.seen(node))).toBe(true);
      for (const node of drawing.nodes) {
        const { left, top } = drawing.node(node);
        expect(Number.isFinite(left) && Number.isFinite(top)).toBe(true);
      }
      for (const group of drawing.groups) expect(contains(all, drawing.group(group))).toBe(true);
    });
  });

  it('do not overlap what stands beside them', () => {
    always((drawing) => {
      for (const group of [-1, ...openGroups(drawing)]) {
        const inside = members(drawing, group);
        inside.forEach((one, index) => {
          for (const other of inside.slice(0, index)) expect(overlap(one, other)).toBe(false);
        });
      }
    });
  });

  it('are inside their groups and outside all others', () => {
    always((drawing) => {
      for (const group of openGroups(drawing)) {
        const box = drawing.group(group);
        for (const node of drawing.nodes.filter((each) => drawing.hiddenIn(each) < 0)) {
          const inside = drawing.groupsAroundNode(node).includes(group);
          expect(inside ? contains(box, drawing.node(node)) : !overlap(box, drawing.node(node))).toBe(true);
        }
      }
    });
  });

  it('leave room for the name of the group above them, and for its border', () => {
    always((drawing) => {
      for (const group of openGroups(drawing)) {
        const { left, top, right, bottom } = drawing.group(group);
        const { header, padding } = defaultSpacing;
        const room = { left: left + padding, top: top + header, right: right - padding, bottom: bottom - padding };
        for (const member of members(drawing, group)) expect(contains(room, member)).toBe(true);
      }
    });
  });

  it('keep the sizes they are given', () => {
    always((drawing) => {
      for (const group of drawing.groups.filter((each) => drawing.isSeenGroup(each) && drawing.isCollapsed(each))) {
        expect(drawing.drawing.groupWidth[group]).toBe(drawing.graph.groupWidth[group]);
        expect(drawing.drawing.groupHeight[group]).toBe(drawing.graph.groupHeight[group]);
      }
    });
  });

  it('that are hidden are in the middle of the group that hides them', () => {
    always((drawing) => {
      for (const node of drawing.nodes) {
        const group = drawing.hiddenIn(node);
        if (group < 0) continue;
        const [inner, outer] = [drawing.node(node), drawing.group(group)];
        expect(inner.left + inner.right).toBeCloseTo(outer.left + outer.right, 1);
        expect(inner.top + inner.bottom).toBeCloseTo(outer.top + outer.bottom, 1);
      }
    });
  });
});

describe('edges', () => {
  it('begin below their source and end above their target', () => {
    always((drawing) => {
      for (const { source, target, path } of drawing.edges()) {
        if (path < 0) {
          expect(drawing.hiddenIn(source)).toBeGreaterThanOrEqual(0);
          expect(drawing.hiddenIn(source)).toBe(drawing.hiddenIn(target));
          continue;
        }
        const way = drawing.way(path);
        expectOnEdge(way[0]!, drawing.seen(source), 'bottom');
        expectOnEdge(way.at(-1)!, drawing.seen(target), 'top');
      }
    });
  });

  it('are trees: a path begins where the one it continues ends', () => {
    always((drawing) => {
      const { netPath, pathParent } = drawing.drawing;
      for (let net = 0; net + 1 < netPath.length; net++) {
        for (let path = netPath[net]!; path < netPath[net + 1]!; path++) {
          const parent = pathParent[path]!;
          if (parent < 0) continue;
          expect(parent >= netPath[net]! && parent < netPath[net + 1]!).toBe(true);
          expect(drawing.points(path)[0]).toEqual(drawing.points(parent).at(-1));
        }
      }
    });
  });

  it('have no path that leads nowhere', () => {
    always((drawing) => {
      const { targetPath, pathParent } = drawing.drawing;
      const used = new Set([...targetPath, ...pathParent]);
      for (let path = 0; path < pathParent.length; path++) expect(used.has(path)).toBe(true);
    });
  });

  it('go down, all the way, where nothing is in a cycle', () => {
    always(
      (drawing) => {
        for (const { path } of drawing.edges()) expectDownwards(drawing.way(path));
      },
      { acyclic: true, groups: false },
    );
  });

  it('go down unless they are part of a cycle of what is seen', () => {
    always((drawing) => {
      for (const { source, target, path } of drawing.edges()) {
        if (path < 0) continue;
        const way = drawing.way(path);
        if (way.at(-1)![1] > way[0]![1]) expectDownwards(way);
        else expect(inCycle(drawing, source, target)).toBe(true);
      }
    });
  });

  it('do not run through nodes', () => {
    always((drawing) => {
      const shapes = [
        ...drawing.nodes.filter((node) => drawing.hiddenIn(node) < 0).map((node) => drawing.node(node)),
        ...drawing.groups
          .filter((group) => drawing.isSeenGroup(group) && drawing.isCollapsed(group))
          .map((group) => drawing.group(group)),
      ];
      for (const { from, to } of drawing.segments()) {
        const line = around(from, to);
        for (const shape of shapes) expect(overlap(line, shape, 0.1)).toBe(false);
      }
    });
  });

  it('do not run through groups that they have no end in', () => {
    always((drawing) => {
      const { netSource, netStart, netTarget } = drawing.graph;
      for (const { net, from, to } of drawing.segments()) {
        const ends = [netSource[net]!, ...netTarget.subarray(netStart[net], netStart[net + 1])];
        const own = new Set(ends.flatMap((end) => drawing.groupsAroundNode(end)));
        for (const group of openGroups(drawing)) {
          if (!own.has(group)) expect(overlap(around(from, to), drawing.group(group), 0.1)).toBe(false);
        }
      }
    });
  });

  it('do not lie on each other where they are horizontal', () => {
    always((drawing) => {
      const level = [...drawing.segments()].filter(({ from, to }) => Math.abs(from[0] - to[0]) > 1);
      level.forEach((one, index) => {
        for (const other of level.slice(0, index)) {
          if (one.net === other.net) continue;
          expect(overlap(around(one.from, one.to), around(other.from, other.to))).toBe(false);
        }
      });
    });
  });

  it('do not turn back on themselves', () => {
    always((drawing) => {
      for (const { path } of drawing.edges()) {
        const way = path < 0 ? [] : drawing.way(path);
        for (let at = 2; at < way.length; at++) {
          const [x, y] = [0, 1].map(
            (axis) => (way[at]![axis]! - way[at - 1]![axis]!) * (way[at - 1]![axis]! - way[at - 2]![axis]!),
          );
          expect(Math.min(x!, y!)).toBeGreaterThan(-0.3);
        }
      }
    });
  });

  it('are horizontal or vertical', () => {
    always((drawing) => {
      for (const { from, to } of drawing.segments()) {
        expect(Math.min(Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]))).toBeLessThan(0.51);
      }
    });
  });
});

describe('the same graph', () => {
  it('is drawn the same again', () => {
    fc.assert(
      fc.property(arbitraryGraph(), (graph) => {
        expect(layOut(graph)).toEqual(layOut(graph));
      }),
      runs,
    );
  });

  it('is drawn the same when its nodes are numbered in another order', () => {
    const numbered = arbitraryGraph().chain((graph) =>
      fc.tuple(
        fc.constant(graph),
        fc.shuffledSubarray([...graph.nodeWidth.keys()], { minLength: graph.nodeWidth.length }),
      ),
    );
    fc.assert(
      fc.property(numbered, ([graph, order]) => {
        const one = layOut(graph);
        const other = layOut(renumber(graph, order));
        expect(other.pathParent).toEqual(one.pathParent);
        expect(other.pointX).toEqual(one.pointX);
        expect(other.pointY).toEqual(one.pointY);
        // Nodes without any edge may change places with their like.
        const connected = new Set([...graph.netSource, ...graph.netTarget]);
        for (const node of connected) {
          expect([other.nodeX[order[node]!], other.nodeY[order[node]!]]).toEqual([one.nodeX[node], one.nodeY[node]]);
        }
      }),
      runs,
    );
  });
});

/** The graph in which node `n` is called `order[n]`. */
function renumber(graph: LayoutGraph, order: readonly number[]): LayoutGraph {
  const moved = <Column extends Float32Array | Int32Array>(column: Column): Column => {
    const result = column.slice() as Column;
    order.forEach((to, from) => (result[to] = column[from]!));
    return result;
  };
  return {
    ...graph,
    nodeWidth: moved(graph.nodeWidth),
    nodeHeight: moved(graph.nodeHeight),
    nodeGroup: moved(graph.nodeGroup),
    netSource: graph.netSource.map((node) => order[node]!),
    netTarget: graph.netTarget.map((node) => order[node]!),
  };
}

function expectOnEdge([x, y]: Point, shape: Rectangle, edge: 'top' | 'bottom'): void {
  expect(y).toBeCloseTo(shape[edge], 2);
  expect(x).toBeGreaterThanOrEqual(shape.left - 0.01);
  expect(x).toBeLessThanOrEqual(shape.right + 0.01);
}

function expectDownwards(way: readonly Point[]): void {
  way.forEach(([, y], index) => expect(index === 0 || y >= way[index - 1]![1]).toBe(true));
}

/** Whether a way leads from a target back to the source, among what stands side by side in the innermost box around both. */
function inCycle(drawing: DrawnGraph, source: number, target: number): boolean {
  const box = (node: number): readonly number[] => [...drawing.groupsAroundNode(node), -1];
  const common = box(source).find((group) => {
    const open = group < 0 || (drawing.isSeenGroup(group) && !drawing.isCollapsed(group));
    return open && box(target).includes(group);
  })!;
  /** What a node belongs to in that box: a group there, or itself. */
  const item = (node: number): string | undefined => {
    const groups = box(node);
    const at = groups.indexOf(common);
    if (at < 0) return undefined;
    return at === 0 ? `node ${node}` : `group ${groups[at - 1]}`;
  };
  const next = new Map<string, Set<string>>();
  for (const edge of drawing.edges()) {
    const [from, to] = [item(edge.source), item(edge.target)];
    if (from === undefined || to === undefined) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const goal = item(source)!;
  const reached = new Set([item(target)!]);
  for (const at of reached) for (const each of next.get(at) ?? []) reached.add(each);
  return reached.has(goal);
}

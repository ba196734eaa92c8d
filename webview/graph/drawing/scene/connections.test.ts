import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Connections } from './connections.ts';
import { emptyScene, type Scene } from './scene.ts';

type Edge = readonly [from: number, to: number];

/** Boxes with a net from each to all that it leads to: a trunk, and from it a branch to each. */
function sceneOf(count: number, edges: readonly Edge[]): Scene {
  const nets = Array.from({ length: count }, (_, from) => [from, edges.filter((edge) => edge[0] === from)] as const);
  const used = nets.filter(([, own]) => own.length > 0);
  const paths = used.map(([, own]) => [-1, ...own.map(([, to]) => to)]);
  const firstPath = Uint32Array.from([0, ...paths]);
  paths.forEach((own, net) => (firstPath[net + 1] = firstPath[net]! + own.length));
  const targets = paths.flat();
  return {
    boxes: { ...emptyScene.boxes, id: Int32Array.from({ length: count }, (_, box) => box) },
    nets: {
      ...emptyScene.nets,
      source: Int32Array.from(used, ([from]) => from),
      firstPath,
      pathTarget: Int32Array.from(targets),
      pathParent: Int32Array.from(paths.flatMap((own, net) => own.map((to) => (to < 0 ? -1 : firstPath[net]!)))),
      pathStart: new Uint32Array(targets.length + 1),
    },
  };
}

const graph = fc
  .integer({ min: 2, max: 9 })
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { selector: String, maxLength: 16 }),
    ),
  );

/** Whether a way of one step or more leads from one box to another, by trying all. */
function leads(edges: readonly Edge[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const next = [from];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const [start, end] of edges) {
      if (start !== at || seen.has(end)) continue;
      seen.add(end);
      next.push(end);
    }
  }
  return seen.has(to);
}

const sorted = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b);

describe('connections', () => {
  it('know who reads from whom', () => {
    fc.assert(
      fc.property(graph, ([count, edges]) => {
        const connections = new Connections(sceneOf(count, edges));
        for (let box = 0; box < count; box++) {
          const readers = edges.filter(([from]) => from === box).map(([, to]) => to);
          const writers = edges.filter(([, to]) => to === box).map(([from]) => from);
          expect(sorted(connections.readers(box))).toEqual(sorted(readers));
          expect(sorted(connections.writers(box))).toEqual(sorted(writers));
          const { boxes } = connections.neighbourhood(box);
          expect(sorted(boxes)).toEqual(sorted(new Set([box, ...readers, ...writers])));
        }
      }),
    );
  });

  it('follow lines all the way to their other ends', () => {
    const scene = sceneOf(4, [
      [0, 2],
      [0, 3],
      [1, 3],
    ]);
    const connections = new Connections(scene);
    // Trunk and both branches; the branch to box 2 with the trunk it continues; both ways into box 3.
    expect(sorted(connections.linesOf(0))).toEqual([0, 1, 2]);
    expect(sorted(connections.linesOf(2))).toEqual([0, 1]);
    expect(sorted(connections.linesOf(3))).toEqual([0, 2, 3, 4]);
  });

  it('have all that is on any way between two boxes, and nothing else', () => {
    fc.assert(
      fc.property(graph, fc.nat(8), fc.nat(8), ([count, edges], one, other) => {
        const [from, to] = [one % count, other % count];
        fc.pre(from !== to);
        const { boxes } = new Connections(sceneOf(count, edges)).between(from, to);
        const [start, end] = leads(edges, from, to) ? [from, to] : [to, from];
        const expected = Array.from({ length: count }, (_, box) => box).filter((box) => {
          if (!leads(edges, start, end)) return box === from || box === to;
          return (box === start || leads(edges, start, box)) && (box === end || leads(edges, box, end));
        });
        expect(sorted(boxes)).toEqual(expected);
      }),
    );
  });
});

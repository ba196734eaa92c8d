import { describe, expect, it } from 'vitest';
import { DrawnGraph } from './fixtures/drawnGraph.ts';
import { transformer } from './fixtures/networks.ts';
import type { LayoutGraph } from './graph.ts';
import { layOut, layOutInSteps, LayoutStopped } from './layOut.ts';

type Net = readonly [source: number, ...targets: readonly number[]];

function graphOf(
  nodeCount: number,
  nets: readonly Net[],
  nodeGroup?: readonly number[],
  parents: readonly number[] = [],
): LayoutGraph {
  const netStart = new Uint32Array(nets.length + 1);
  nets.forEach((net, index) => (netStart[index + 1] = netStart[index]! + net.length - 1));
  return {
    nodeWidth: new Float32Array(nodeCount).fill(80),
    nodeHeight: new Float32Array(nodeCount).fill(32),
    nodeGroup: nodeGroup === undefined ? new Int32Array(nodeCount).fill(-1) : Int32Array.from(nodeGroup),
    groupParent: Int32Array.from(parents),
    groupCollapsed: new Uint8Array(parents.length),
    groupWidth: new Float32Array(parents.length).fill(100),
    groupHeight: new Float32Array(parents.length).fill(40),
    netSource: Uint32Array.from(nets, ([source]) => source),
    netStart,
    netTarget: Uint32Array.from(nets.flatMap(([, ...targets]) => targets)),
  };
}

const numbers = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);
const draw = (graph: LayoutGraph): DrawnGraph => new DrawnGraph(graph, layOut(graph));

describe('graphs at the limits', () => {
  it('of nothing are drawn as nothing', () => {
    const { width, height, netPath } = layOut(graphOf(0, []));
    expect([width, height, netPath.length]).toEqual([0, 0, 1]);
  });

  it('of one node are drawn', () => {
    const { width, height } = layOut(graphOf(1, []));
    expect([width, height]).toEqual([80, 32]);
  });

  it('of 2,000 nodes alone become a heap, not a row', () => {
    const { width, height } = layOut(graphOf(2000, []));
    expect(width / height).toBeLessThan(3);
  });

  it('of 100,000 nodes in a row need no deep recursion', () => {
    const length = 100_000;
    const { width, nodeX } = layOut(
      graphOf(
        length,
        numbers(length - 1).map((node): Net => [node, node + 1]),
      ),
    );
    expect(width).toBe(80);
    expect(nodeX.every((x) => x === 0)).toBe(true);
  });

  it('of one ring go back up once', () => {
    const drawing = draw(
      graphOf(
        6,
        numbers(6).map((node): Net => [node, (node + 1) % 6]),
      ),
    );
    const up = [...drawing.edges()].filter(({ path }) => drawing.way(path)[0]![1] > drawing.way(path).at(-1)![1]);
    expect(up.length).toBe(1);
  });

  it('with loops lead out below a node and in above it', () => {
    const drawing = draw(graphOf(1, [[0, 0]]));
    const way = drawing.way(drawing.drawing.targetPath[0]!);
    expect(way[0]![1]).toBe(drawing.node(0).bottom);
    expect(way.at(-1)![1]).toBe(drawing.node(0).top);
    expect(Math.max(...way.map(([x]) => x))).toBeGreaterThan(drawing.node(0).right);
  });

  it('in which all of 5,000 nodes read one mask have one lane for it', () => {
    const count = 5000;
    const nets = numbers(count - 2, 1).map((node): Net => [node, node + 1]);
    const drawing = draw(graphOf(count, [[0, ...numbers(count - 1, 1)], ...nets]));
    expect(drawing.drawing.width).toBeLessThan(200);
  });

  it('in which everything leads far down stay linear in memory', () => {
    const count = 6000;
    // Each of these nets passes all ranks below it: 18 million, were each to be noted.
    const nets = numbers(count - 1).map((node): Net => [node, node + 1, count - 1]);
    const { pointX, pathParent } = layOut(graphOf(count, nets));
    expect(pathParent.length).toBeLessThan(6 * count);
    expect(pointX.length).toBeLessThan(20 * count);
  });

  it('of groups in groups in groups are drawn, each around the next', () => {
    const depth = 300;
    const drawing = draw(graphOf(depth, [], numbers(depth), numbers(depth, -1)));
    const widths = drawing.drawing.groupWidth;
    numbers(depth - 1).forEach((group) => expect(widths[group]!).toBeGreaterThan(widths[group + 1]!));
  });
});

describe('a layout', () => {
  const graph = transformer(1000).build();

  it('can be stopped at many places', () => {
    let asked = 0;
    layOut(graph, { shouldStop: () => ++asked < 0 });
    expect(asked).toBeGreaterThan(20);
    for (const last of [1, 5, asked]) {
      let count = 0;
      expect(() => layOut(graph, { shouldStop: () => ++count === last })).toThrow(LayoutStopped);
      expect(count).toBe(last);
    }
  });

  it('comes in steps to the same', () => {
    const steps = layOutInSteps(graph);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    expect(step.value).toEqual(layOut(graph));
  });

  it('has columns that can be handed to another thread', () => {
    const drawing = layOut(graph);
    const columns = Object.values(drawing).filter((value) => ArrayBuffer.isView(value));
    const buffers = columns.map(({ buffer }) => buffer as ArrayBuffer);
    expect(new Set(buffers).size).toBe(columns.length);
    for (const column of columns) expect(column.byteLength).toBe(column.buffer.byteLength);
    expect(structuredClone(drawing, { transfer: buffers }).nodeX.length).toBe(graph.nodeWidth.length);
  });
});

describe('a graph that contradicts itself', () => {
  const good = graphOf(3, [[0, 1, 2]], [0, 1, -1], [-1, 0]);
  const cases: readonly (readonly [string, Partial<LayoutGraph>])[] = [
    ['a target that is not there', { netTarget: Uint32Array.of(1, 3) }],
    ['a source that is not there', { netSource: Uint32Array.of(7) }],
    ['a group that is not there', { nodeGroup: Int32Array.of(0, 2, -1) }],
    ['a group inside itself', { groupParent: Int32Array.of(1, 0) }],
    ['columns of different lengths', { nodeHeight: new Float32Array(2) }],
    ['a size that is no number', { nodeWidth: Float32Array.of(1, NaN, 1) }],
    ['starts that go back', { netSource: Uint32Array.of(0, 1), netStart: Uint32Array.of(0, 3, 2) }],
  ];

  it.each(cases)('is refused: %s', (_, wrong) => {
    expect(() => layOut({ ...good, ...wrong })).toThrow(RangeError);
  });

  it('is not this one', () => {
    expect(layOut(good).nodeX.length).toBe(3);
  });
});

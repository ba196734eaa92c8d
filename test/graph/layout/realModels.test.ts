import { describe, expect, it } from 'vitest';
import { openModel } from '../../../src/engine/onnx/open.ts';
import {
  around,
  contains,
  DrawnGraph,
  overlap,
  type Point,
} from '../../../webview/graph/layout/fixtures/drawnGraph.ts';
import { properCrossings } from '../../../webview/graph/layout/fixtures/lineCrossings.ts';
import type { LayoutGraph } from '../../../webview/graph/layout/graph.ts';
import { layOut } from '../../../webview/graph/layout/layOut.ts';
import { mobileNetV2 } from '../../fixtures/mobileNetV2.ts';
import { realModels } from '../../fixtures/realModels.ts';
import { resnet50 } from '../../fixtures/resnet50.ts';
import { dagreLines } from './dagreLines.ts';
import { flatGraphs, groupedGraph } from './modelGraphs.ts';

const models = [
  ...realModels.map(({ name, file }) => ({ name, open: () => openModel(file) })),
  { name: 'MobileNetV2', open: () => mobileNetV2() },
  { name: 'ResNet-50', open: () => resnet50() },
];

/** dagre takes seconds for a thousand nodes and minutes for ten thousand. */
const mostForDagre = 1000;
/** Crossings for each of dagre's. */
const mostCrossings = 1.2;

const draw = (graph: LayoutGraph): DrawnGraph => new DrawnGraph(graph, layOut(graph));

describe.each(models)('$name', ({ open }) => {
  const flat = flatGraphs(open());

  // Both get the same boxes and nets, and no groups. What is counted are pairs of straight pieces, of different nets, that cross
  // in the final drawing. Ours draws the lines of a net as a tree, so that what they share counts once; dagre draws a line of
  // its own to each reader, each of which can be crossed. Pieces of one net do not count for either, nor do pieces that only
  // touch, as lines do that meet at a box.
  it('has at most 1.2 times the crossings of dagre', () => {
    const compared = flat.filter(({ graph }) => graph.nodeWidth.length <= mostForDagre);
    expect(compared.length).toBeGreaterThan(0);
    for (const { name, graph } of compared) {
      const [ours, theirs] = [properCrossings(draw(graph).segments()), properCrossings(dagreLines(graph))];
      expect.soft(ours, `${name}: ${ours} crossings, dagre ${theirs}`).toBeLessThanOrEqual(mostCrossings * theirs);
    }
  });

  it.each([...flat, { name: 'in groups', graph: groupedGraph(open()) }])(
    'has every node of $name in its place, and no line through one',
    ({ graph }) => {
      const drawing = draw(graph);
      expectPlaced(drawing);
      expect(overlaps(drawing)).toEqual([]);
      expect(linesThroughBoxes(drawing)).toEqual([]);
      expect(risingOutsideCycles(drawing)).toEqual([]);
      expect(layOut(graph)).toEqual(drawing.drawing);
    },
  );
});

describe('the comparison with dagre', () => {
  it('counts a line that crosses a shared trunk once for us, and what touches not at all', () => {
    const trunk = { net: 0, from: [0, 0], to: [0, 10] } as const;
    const across = { net: 1, from: [-5, 5], to: [5, 5] } as const;
    expect(properCrossings([trunk, across])).toBe(1);
    expect(properCrossings([trunk, { ...across, net: 0 }])).toBe(0);
    expect(properCrossings([trunk, { ...across, from: [0, 5] }])).toBe(0);
  });

  it('gives dagre every box and every edge', () => {
    const { graph } = flatGraphs(mobileNetV2())[0]!;
    const ends = new Map<number, number>();
    for (const { net, from, to } of dagreLines(graph)) {
      expect(Number.isFinite(from[0] + from[1] + to[0] + to[1])).toBe(true);
      ends.set(net, Math.max(ends.get(net) ?? -Infinity, to[1]));
    }
    expect(ends.size).toBe(
      new Set(graph.netSource.filter((_, net) => graph.netStart[net] !== graph.netStart[net + 1])).size,
    );
  });
});

function expectPlaced(drawing: DrawnGraph): void {
  const all = { left: 0, top: 0, right: drawing.drawing.width, bottom: drawing.drawing.height };
  for (const node of drawing.nodes) expect(contains(all, drawing.node(node))).toBe(true);
}

/** Pairs of boxes that lie on each other; a group may lie around what is in it. */
function overlaps(drawing: DrawnGraph): readonly (readonly [string, string])[] {
  const boxes = [
    ...drawing.nodes.map((node) => ({
      name: `node ${node}`,
      box: drawing.node(node),
      around: drawing.groupsAroundNode(node),
    })),
    ...drawing.groups.map((group) => ({
      name: `group ${group}`,
      box: drawing.group(group),
      around: [group, ...drawing.groupsAroundGroup(group)],
    })),
  ].toSorted((one, other) => one.box.top - other.box.top);
  const found: (readonly [string, string])[] = [];
  boxes.forEach((one, index) => {
    for (let at = index + 1; at < boxes.length && boxes[at]!.box.top < one.box.bottom; at++) {
      const other = boxes[at]!;
      const nested =
        other.around.some((group) => one.name === `group ${group}`) ||
        one.around.some((group) => other.name === `group ${group}`);
      if (!nested && overlap(one.box, other.box)) found.push([one.name, other.name]);
      if (nested && !contains(one.box, other.box) && !contains(other.box, one.box)) found.push([one.name, other.name]);
    }
  });
  return found;
}

/** Lines that run through a node, or through a group in which their net has no end. */
function linesThroughBoxes(drawing: DrawnGraph): readonly string[] {
  const { netSource, netStart, netTarget } = drawing.graph;
  const nodes = drawing.nodes
    .map((node) => ({ node, box: drawing.node(node) }))
    .toSorted((a, b) => a.box.top - b.box.top);
  const highest = Math.max(0, ...drawing.graph.nodeHeight);
  const found: string[] = [];
  for (const { net, from, to } of drawing.segments()) {
    const line = around(from, to);
    for (
      let at = firstFrom(nodes, line.top - highest - 1);
      at < nodes.length && nodes[at]!.box.top < line.bottom;
      at++
    ) {
      if (overlap(line, nodes[at]!.box, 0.1)) found.push(`net ${net} through node ${nodes[at]!.node}`);
    }
    const ends = [netSource[net]!, ...netTarget.subarray(netStart[net], netStart[net + 1])];
    const own = new Set(ends.flatMap((end) => drawing.groupsAroundNode(end)));
    for (const group of drawing.groups) {
      if (!own.has(group) && overlap(line, drawing.group(group), 0.1)) found.push(`net ${net} through group ${group}`);
    }
  }
  return found;
}

/** The first of the boxes, sorted by their tops, that begins at a height or below it. */
function firstFrom(boxes: readonly { readonly box: { readonly top: number } }[], height: number): number {
  let [low, high] = [0, boxes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxes[middle]!.box.top < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Edges that somewhere go up though nothing leads from their target back to their source. */
function risingOutsideCycles(drawing: DrawnGraph): readonly string[] {
  const next = new Map<number, number[]>();
  for (const { source, target } of drawing.edges()) next.set(source, [...(next.get(source) ?? []), target]);
  const leads = (from: number, to: number): boolean => {
    const reached = new Set([from]);
    for (const at of reached) for (const each of next.get(at) ?? []) reached.add(each);
    return reached.has(to);
  };
  const isRising = (way: readonly Point[]): boolean => way.some(([, y], index) => index > 0 && y < way[index - 1]![1]);
  return [...drawing.edges()]
    .filter(({ path, source, target }) => isRising(drawing.way(path)) && !leads(target, source))
    .map(({ source, target }) => `${source} to ${target}`);
}

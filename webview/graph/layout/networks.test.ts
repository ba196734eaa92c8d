import { describe, expect, it } from 'vitest';
import { displacement } from './displacement.ts';
import type { GraphBuilder } from './fixtures/graphBuilder.ts';
import { DrawnGraph } from './fixtures/drawnGraph.ts';
import { lineCrossings } from './fixtures/lineCrossings.ts';
import { denseNet, inception, residualNet, transformer, unet } from './fixtures/networks.ts';
import { BlockCache } from './hierarchy/blockCache.ts';
import { layOut } from './layOut.ts';
import { defaultSpacing } from './spacing.ts';

const all = (): boolean => true;
const draw = (net: GraphBuilder, expanded?: (path: string) => boolean): DrawnGraph => {
  const graph = net.build(expanded);
  return new DrawnGraph(graph, layOut(graph));
};

/** The middles of all nodes that have one of these operators. */
function middles(net: GraphBuilder, drawing: DrawnGraph, operators: readonly string[]): Set<number> {
  const nodes = drawing.nodes.filter((node) => operators.includes(net.operators[node]!));
  return new Set(nodes.map((node) => (drawing.node(node).left + drawing.node(node).right) / 2));
}

describe('the main path', () => {
  it('of a residual network is one vertical line, in its blocks too', () => {
    const net = residualNet(120);
    for (const expanded of [undefined, all]) {
      expect(middles(net, draw(net, expanded), ['Input', 'Relu', 'MaxPool', 'Add', 'Gemm']).size).toBe(1);
    }
  });

  it('of a transformer is one vertical line through all boxes', () => {
    const net = transformer(400);
    for (const expanded of [undefined, all]) {
      expect(middles(net, draw(net, expanded), ['Softmax', 'Erf', 'Sqrt', 'Output']).size).toBe(1);
    }
  });

  it('of a U-Net is one vertical line, with the skips beside it', () => {
    const net = unet(4);
    for (const expanded of [undefined, all]) {
      expect(middles(net, draw(net, expanded), net.operators).size).toBe(1);
    }
  });

  it('avoids minor nets', () => {
    const net = transformer(200);
    const drawing = draw(net);
    const [main] = middles(net, drawing, ['Softmax']);
    expect(middles(net, drawing, ['Shape']).has(main!)).toBe(false);
  });
});

describe('a network', () => {
  it('is drawn without crossings where it has none', () => {
    for (const net of [residualNet(200), unet(5), inception(5)]) {
      for (const expanded of [undefined, all]) expect(lineCrossings(draw(net, expanded).segments())).toBe(0);
    }
  });

  it('is about as wide as what it has side by side', () => {
    // A node, a lane and a projected shortcut.
    expect(draw(residualNet(2000)).drawing.width).toBeLessThan(500);
    expect(draw(denseNet(3, 6)).drawing.width).toBeLessThan(500);
  });

  it('has a lane beside its nodes for what skips them, not across', () => {
    const net = unet(3);
    const drawing = draw(net);
    const right = Math.max(...drawing.nodes.map((node) => drawing.node(node).right));
    const lanes = [...drawing.segments()].filter(({ from, to }) => Math.abs(from[1] - to[1]) > 300);
    expect(lanes.length).toBe(3);
    for (const { from } of lanes) expect(from[0]).toBeLessThan(right + 4 * defaultSpacing.lane);
  });
});

describe('blocks', () => {
  it('that are the same are drawn the same', () => {
    const net = transformer(600);
    const drawing = draw(net, all);
    const shape = (layer: number): unknown => {
      const nodes = drawing.nodes.filter((node) => `${net.paths[node]!}/`.startsWith(`layers.${layer}/`));
      const { left, top } = drawing.node(nodes[0]!);
      return nodes.map((node) => [drawing.node(node).left - left, drawing.node(node).top - top].map(Math.round));
    };
    // The mask is led into the first layer as into all others.
    for (const layer of [1, 2, 3, 4]) expect(shape(layer)).toEqual(shape(0));
  });

  it('are laid out once, also from one layout to the next', () => {
    const net = residualNet(3000);
    const cache = new BlockCache();
    const closed = net.build((path) => !path.includes('/'));
    layOut(closed, { cache });
    const known = cache.scopes.size;
    // A block with a shortcut and one without.
    expect(known).toBe(2);
    layOut(net.build(all), { cache });
    // The shortcut itself is new, and the block around it is another.
    expect(cache.scopes.size).toBe(3);
  });
});

describe('opening a group', () => {
  const layer = 'layers.2';
  const net = transformer(600);
  const before = draw(net, () => false);
  const after = draw(net, (path) => path === layer);
  const group = net.build(all).groupParent.findIndex((_, index) => isNamed(net, index, layer));

  it('keeps it where it was, by moving the viewport', () => {
    const { x, y } = displacement(before.drawing, after.drawing, { kind: 'group', index: group });
    const [closed, open] = [before.group(group), after.group(group)];
    expect(open.top + y).toBeCloseTo(closed.top, 3);
    expect((open.left + open.right) / 2 + x).toBeCloseTo((closed.left + closed.right) / 2, 3);
    const node = net.operators.indexOf('Output');
    const moved = displacement(before.drawing, after.drawing, { kind: 'node', index: node });
    expect(after.node(node).left + moved.x).toBeCloseTo(before.node(node).left, 3);
    expect(after.node(node).top + moved.y).toBeCloseTo(before.node(node).top, 3);
  });

  it('keeps the order of all that is beside it', () => {
    const seen = before.nodes.filter((node) => before.hiddenIn(node) < 0);
    const order = (drawing: DrawnGraph): readonly number[] => {
      return seen.toSorted(
        (a, b) => drawing.node(a).left - drawing.node(b).left || drawing.node(a).top - drawing.node(b).top,
      );
    };
    const besides = (drawing: DrawnGraph): readonly (readonly number[])[] => {
      const rows = new Map<number, number[]>();
      for (const node of order(drawing)) {
        const row = Math.round(before.node(node).top);
        rows.set(row, [...(rows.get(row) ?? []), node]);
      }
      return [...rows.entries()].sort(([a], [b]) => a - b).map(([, nodes]) => nodes);
    };
    expect(besides(after)).toEqual(besides(before));
  });
});

/** Whether a group, numbered as they come, has this path. */
function isNamed(net: GraphBuilder, group: number, path: string): boolean {
  const paths = new Set(
    net.paths.flatMap((each) => each.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'))),
  );
  return [...paths].filter((each) => each !== '')[group] === path;
}

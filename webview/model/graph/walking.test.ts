import { describe, expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { branching } from '../../../test/fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { boxKind } from '../../graph/drawing/scene/scene.ts';
import { bodiesOf } from './path.ts';
import { waysInto } from './breadcrumb.ts';
import { boxesTitled, drawnModel, drawnPlan, plansOf } from './fixtures/drawnModel.ts';
import { Walking } from './walking.ts';

const drawn = drawnModel(graphModelOf(exportedTransformer(120)));
const { boxes } = drawn.scene;
const solid = [...boxes.kind.keys()].filter((box) => boxes.kind[box] !== boxKind.frame);

describe('walking', () => {
  it('comes back to where it was, wherever it went along a line', () => {
    for (const [there, back] of [
      ['down', 'up'],
      ['up', 'down'],
    ] as const) {
      for (const box of solid) {
        const walking = new Walking(drawn);
        const next = walking.step(box, there);
        if (next !== undefined) expect(walking.step(next, back)).toBe(box);
      }
    }
  });

  it('goes along lines only', () => {
    const walking = new Walking(drawn);
    for (const box of solid) {
      const next = new Walking(drawn).step(box, 'down');
      if (next !== undefined) expect(walking.producers(next)).toContain(box);
      else expect(walking.consumers(box)).toEqual([]);
    }
  });

  it('prefers what is computed with to what only gives a shape', () => {
    const walking = new Walking(drawn);
    for (const reshape of boxesTitled(drawn, 'Reshape')) {
      expect(['Add', 'Transpose']).toContain(boxes.title[walking.step(reshape, 'up')!]);
    }
  });

  it('goes to the right and back to the left, from first to last', () => {
    const walking = new Walking(drawn);
    for (const box of solid) {
      const right = walking.step(box, 'right');
      if (right === undefined) continue;
      expect(boxes.x[right]).toBeGreaterThanOrEqual(boxes.x[box]!);
      expect(walking.step(right, 'left')).toBe(box);
    }
  });

  it('reaches every box from the first one, down and to the sides', () => {
    const first = new Walking(drawn).end(1)!;
    expect(boxes.title[first]).toBe('ids');
    const reached = new Set([first]);
    for (const box of reached) {
      for (const direction of ['down', 'left', 'right'] as const) {
        const next = new Walking(drawn).step(box, direction);
        if (next !== undefined) reached.add(next);
      }
    }
    expect(solid.filter((box) => !reached.has(box)).map((box) => boxes.title[box])).toEqual([]);
  });

  it('leaves groups and enters them', () => {
    const walking = new Walking(drawn);
    const [softmax] = boxesTitled(drawn, 'Softmax');
    const frame = walking.step(softmax!, 'out')!;
    expect(boxes.title[frame]).toBe('attention');
    expect(boxes.parent[walking.step(frame, 'in')!]).toBe(frame);
    expect(boxes.title[walking.step(frame, 'out')!]).toBe('layers.0');
    expect(walking.step(walking.end(1)!, 'out')).toBeUndefined();
  });
});

describe('the ways into bodies', () => {
  const model = graphModelOf(branching());
  const holder = [...Array(model.nodeCount).keys()].find((node) => model.operator(node) === 'If')!;
  const ways = bodiesOf(model, holder).map((graph) => [{ node: holder, graph }]);

  it('are those of a node that holds some, open or closed', () => {
    const closed = drawnPlan(plansOf(model).restored([], { bodies: [], groups: [] }));
    expect(waysInto(closed, boxesTitled(closed, 'If')[0]!)).toEqual(ways);
    const open = drawnModel(model);
    for (const box of boxesTitled(open, 'If')) expect(waysInto(open, box)).toEqual(ways);
  });

  it('are that of the body around a node', () => {
    const open = drawnModel(model);
    expect(waysInto(open, boxesTitled(open, 'MatMul')[0]!)).toEqual([ways[0]]);
    expect(waysInto(open, boxesTitled(open, 'else_branch')[0]!)).toEqual([ways[1]]);
    expect(waysInto(open, boxesTitled(open, 'condition')[0]!)).toEqual([]);
  });
});

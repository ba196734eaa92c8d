import { describe, expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { branching, calling } from '../../../test/fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { boxKind } from '../../graph/drawing/scene/scene.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { boxesTitled, drawnPlan, plansOf } from './fixtures/drawnModel.ts';
import { BoxIds } from './ids.ts';
import { openingOf, type Plan, type Plans, withAllGroups } from './plan.ts';
import { boxesOf, itemOf } from './selected.ts';
import { toggled } from './toggling.ts';

const nodeOf = (model: GraphModel, operator: string): number =>
  [...Array(model.nodeCount).keys()].find((node) => model.operator(node) === operator)!;

/** Nothing open at all. */
const shut = (plans: Plans): Plan => plans.restored([], { bodies: [], groups: [] });

describe('a plan', () => {
  it('opens all groups around a node, and no others', () => {
    const model = graphModelOf(exportedTransformer(120));
    const plans = plansOf(model);
    const plan = plans.exposing(shut(plans), nodeOf(model, 'Softmax'), () => shut(plans));
    expect(openingOf(plan).groups).toHaveLength(3);
    expect(boxesTitled(drawnPlan(plan), 'Softmax')).toHaveLength(1);
    // What is seen already stays as it is.
    expect(plans.exposing(plan, nodeOf(model, 'Softmax'), () => shut(plans))).toBe(plan);
  });

  it('opens the bodies around a node', () => {
    const model = graphModelOf(branching());
    const plans = plansOf(model);
    const plan = plans.exposing(shut(plans), nodeOf(model, 'MatMul'), () => shut(plans));
    expect([...plan.bodies]).toEqual(['y']);
    expect(boxesTitled(drawnPlan(plan), 'MatMul')).toHaveLength(1);
  });

  it('enters the function of a node that is seen nowhere', () => {
    const model = graphModelOf(calling());
    const plans = plansOf(model);
    const plan = plans.exposing(shut(plans), nodeOf(model, 'Sigmoid'), (path) => plans.first(path));
    expect(plan.path.map(({ node }) => model.operator(node))).toEqual(['twice', 'half']);
    expect(boxesTitled(drawnPlan(plan), 'Sigmoid')).toHaveLength(1);
  });

  it('comes back from what is kept of it', () => {
    const plans = plansOf(graphModelOf(exportedTransformer(120)));
    const model = graphModelOf(exportedTransformer(120));
    const plan = plans.exposing(shut(plans), nodeOf(model, 'Softmax'), () => shut(plans));
    const restored = plansOf(model).restored([], openingOf(plan));
    expect(restored.collapsed).toEqual(plan.collapsed);
  });
});

describe('opening and closing', () => {
  const model = graphModelOf(calling());
  const plans = plansOf(model);

  it('brings a function to its place and back again, as the same box', () => {
    const ids = new BoxIds();
    const closed = drawnPlan(shut(plans), ids);
    const [call] = boxesTitled(closed, 'twice');
    const open = drawnPlan(toggled(plans, closed.plan, closed, call!), ids);
    const [frame] = boxesTitled(open, 'twice');
    expect(open.scene.boxes.kind[frame!]).toBe(boxKind.frame);
    expect(open.id(frame!)).toBe(closed.id(call!));
    expect(boxesTitled(open, 'twice')).toHaveLength(2);
    // The call is that frame now.
    expect(boxesOf(open, [itemOf(closed, call!)])).toEqual([frame]);
    const again = drawnPlan(toggled(plans, open.plan, open, frame!), ids);
    expect([...again.scene.boxes.id].sort()).toEqual([...closed.scene.boxes.id].sort());
  });

  it('adds up, also while what is drawn is older', () => {
    const drawn = drawnPlan(shut(plans));
    const [one, other] = boxesTitled(drawn, 'twice');
    const both = toggled(plans, toggled(plans, drawn.plan, drawn, one!), drawn, other!);
    expect(both.bodies.size).toBe(2);
    const transformer = plansOf(graphModelOf(exportedTransformer(120)));
    const all = drawnPlan(transformer.first([]));
    const [q, k] = ['q', 'k'].map((title) => boxesTitled(all, title)[0]!);
    const closed = toggled(transformer, toggled(transformer, all.plan, all, q!), all, k!);
    expect(closed.collapsed.reduce((sum, each) => sum + each, 0)).toBe(2);
  });

  it('does nothing for a node without a body', () => {
    const drawn = drawnPlan(shut(plans));
    expect(toggled(plans, drawn.plan, drawn, boxesTitled(drawn, 'Neg')[0]!)).toBe(drawn.plan);
  });
});

describe('ids', () => {
  it('stay while other bodies open, and are never twice in a scene', () => {
    const ids = new BoxIds();
    const plans = plansOf(graphModelOf(calling()));
    const closed = drawnPlan(shut(plans), ids);
    const open = drawnPlan(plans.first([]), ids);
    for (const title of ['Neg', 'x']) {
      expect(open.id(boxesTitled(open, title)[0]!)).toBe(closed.id(boxesTitled(closed, title)[0]!));
    }
    expect(new Set(open.scene.boxes.id).size).toBe(open.scene.boxes.id.length);
    const all = drawnPlan(withAllGroups(plansOf(graphModelOf(exportedTransformer(500))).first([]), true));
    expect(new Set(all.scene.boxes.id).size).toBe(all.scene.boxes.id.length);
  });
});

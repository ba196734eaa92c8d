import { boxKind } from '../../graph/drawing/scene/scene.ts';
import { groupKinds, type ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import type { Drawn } from './drawn.ts';
import { bodiesOf } from './path.ts';
import { type Plan, type Plans, withGroup } from './plan.ts';

const opened = groupKinds.indexOf('opened');

/**
 * Opens what is closed and closes what is open of a box: a group, or the bodies of a node. The same plan where there is nothing
 * to open.
 * @param plan what is to be shown so far, which may be newer than what is drawn
 */
export function toggled(plans: Plans, plan: Plan, drawn: Drawn, box: number): Plan {
  const subject = drawn.subject(box);
  const { view } = drawn.plan;
  if (subject.kind === 'node') return withBodiesToggled(plans, plan, view, subject.node);
  const key = view.groups.key[subject.group]!;
  const isOpen = drawn.scene.boxes.kind[box] === boxKind.frame;
  if (isOpen && view.groups.kind[subject.group] === opened) {
    return plans.withBodies(plan, without(plan.bodies, key));
  }
  const group = plan.view === view ? subject.group : plan.view.groups.key.indexOf(key);
  return group < 0 ? plan : withGroup(plan, group, !isOpen);
}

function withBodiesToggled(plans: Plans, plan: Plan, { nodes, model }: ViewGraph, view: number): Plan {
  const node = nodes.node[view]!;
  if (node < 0 || bodiesOf(model, node).length === 0) return plan;
  const key = nodes.key(view);
  const bodies = plan.bodies.has(key) ? without(plan.bodies, key) : new Set([...plan.bodies, key]);
  return plans.withBodies(plan, bodies);
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const rest = new Set(keys);
  rest.delete(key);
  return rest;
}

import { type ViewGraph, viewKinds } from '../../graph/prepare/view/viewGraph.ts';
import type { Item } from '../selection.ts';
import type { Drawn } from './drawn.ts';

const operator = viewKinds.indexOf('operator');

/** What is selected when a box is. */
export function itemOf(drawn: Drawn, box: number): Item {
  const { nodes, groups } = drawn.plan.view;
  const subject = drawn.subject(box);
  if (subject.kind === 'group') return { kind: 'group', key: groups.key[subject.group]! };
  return nodes.kind[subject.node] === operator
    ? { kind: 'node', node: nodes.node[subject.node]! }
    : { kind: 'tensor', tensor: nodes.tensor[subject.node]! };
}

/** The boxes that show what is selected: themselves, or what they are hidden in. Each once, in the order of the items. */
export function boxesOf(drawn: Drawn, items: readonly Item[]): readonly number[] {
  const { view } = drawn.plan;
  const groups = new Map<string, number>();
  if (items.some(({ kind }) => kind === 'group')) view.groups.key.forEach((key, group) => groups.set(key, group));
  const calls = items.some(({ kind }) => kind === 'node') ? openCalls(view) : new Map<number, number>();
  const boxes = items.flatMap((item) => {
    switch (item.kind) {
      case 'node':
        return calls.has(item.node)
          ? boxOrNone(drawn.boxOfGroup, calls.get(item.node)!)
          : boxOrNone(drawn.boxOfNode, view.viewOfNode[item.node]!);
      case 'group':
        return boxOrNone(drawn.boxOfGroup, groups.get(item.key) ?? -1);
      case 'tensor':
        return (drawn.ends.get(item.tensor) ?? []).map((node) => drawn.boxOfNode[node]!);
    }
  });
  return [...new Set(boxes)];
}

/** The nets of the tensors among what is selected that neither enter nor leave: lines between nodes. */
export function netsOf(drawn: Drawn, items: readonly Item[]): readonly number[] {
  const tensors = new Set(
    items.flatMap((item) => (item.kind === 'tensor' && !drawn.ends.has(item.tensor) ? [item.tensor] : [])),
  );
  if (tensors.size === 0) return [];
  const { tensor } = drawn.plan.view.nets;
  return Array.from(tensor.keys()).filter((net) => tensors.has(tensor[net]!));
}

/** Calls of functions that are open, with the groups that they are now. */
function openCalls({ groups, model }: ViewGraph): ReadonlyMap<number, number> {
  const calls = new Map<number, number>();
  groups.node.forEach((node, group) => {
    if (node >= 0 && model.called[node]! >= 0 && !calls.has(node)) calls.set(node, group);
  });
  return calls;
}

function boxOrNone(boxes: Int32Array, index: number): readonly number[] {
  return index < 0 ? [] : [boxes[index]!];
}

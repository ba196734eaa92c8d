import { itemsOf } from '../prepare/lists.ts';
import { attributesText } from './align/attributesText.ts';
import { noValue } from './align/foldedValues.ts';
import { nobody, type Pairs } from './align/pairs.ts';
import { kindOf, operatorOf, type Side, type Sides } from './align/side.ts';
import { bodiesText } from './bodiesText.ts';

/**
 * In what a node can have changed: its operator; an attribute; type or shape of a tensor that is stored, or how it is made from
 * such; type or shape of what it writes; where its inputs come from; how its inputs are quantized on their way; what is in a
 * body that is not drawn; the name of a tensor that enters or leaves.
 */
export const changeKinds = [
  'operator',
  'attributes',
  'weights',
  'shapes',
  'inputs',
  'quantization',
  'body',
  'name',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What changed from one node of a pair to the other; empty where they are the same. */
export function changesOf(sides: Sides, pairs: Pairs, one: number, other: number): readonly ChangeKind[] {
  const { before, after } = sides;
  const changed = new Set<ChangeKind>();
  if (kindOf(before.view, one) === 'operator') {
    const isOther = operatorOf(before, one) !== operatorOf(after, other);
    if (isOther) changed.add('operator');
    else if (attributes(before, one) !== attributes(after, other)) changed.add('attributes');
    // Operators that replace each other have their inputs in other places.
    if (isOther ? weight(before, one) !== weight(after, other) : valuesDiffer(sides, one, other))
      changed.add('weights');
    if (!isOther) compareInputs(sides, pairs, one, other, changed);
    if (bodies(before, one) !== bodies(after, other)) changed.add('body');
  } else {
    if (tensorName(before, one) !== tensorName(after, other)) changed.add('name');
    compareInputs(sides, pairs, one, other, changed);
  }
  if (outputsDiffer(sides, one, other)) changed.add('shapes');
  return changeKinds.filter((kind) => changed.has(kind));
}

function attributes({ view: { model, nodes } }: Side, node: number): string {
  return attributesText(model, nodes.node[node]!);
}

/** Bodies that are drawn are compared node by node. */
function bodies({ view: { model, nodes } }: Side, node: number): string {
  return nodes.totals.nodes[node]! > 1 ? bodiesText(model, nodes.node[node]!) : '';
}

function tensorName({ view: { model, nodes } }: Side, node: number): string {
  return model.tensorName(nodes.tensor[node]!);
}

/** Type and shape of the largest stored tensor that an operator reads. */
function weight({ view: { model, nodes } }: Side, node: number): string {
  const tensor = nodes.tensor[node]!;
  return tensor < 0 ? '' : `${model.tensorType(tensor)?.name ?? ''} ${model.tensorShape(tensor) ?? ''}`;
}

function valuesDiffer({ before, after }: Sides, one: number, other: number): boolean {
  const [ones, others] = [inputValues(before, one), inputValues(after, other)];
  return ones.length !== others.length || ones.some((value, port) => value !== others[port]);
}

/** What folds into each input; inputs left out at the end are as good as not there. */
function inputValues({ view: { model, nodes }, values }: Side, node: number): readonly number[] {
  const all = Array.from(model.inputs(nodes.node[node]!), (tensor) => (tensor < 0 ? noValue : values[tensor]!));
  while (all.at(-1) === noValue) all.pop();
  return all;
}

interface Input {
  readonly source: number;
  readonly badge: string;
}

/** Inputs by their place, as they are drawn. */
function inputs({ view: { nets }, read, entrySource }: Side, node: number): ReadonlyMap<number, Input> {
  const found = new Map<number, Input>();
  for (const entry of itemsOf(read, node)) {
    const port = nets.port[entry]!;
    const badge = nets.badges[nets.badge[entry]!];
    if (port >= 0)
      found.set(port, { source: entrySource[entry]!, badge: badge ? `${badge.type} ${badge.granularity}` : '' });
  }
  return found;
}

function compareInputs(sides: Sides, pairs: Pairs, one: number, other: number, changed: Set<ChangeKind>): void {
  const others = inputs(sides.after, other);
  for (const [port, input] of inputs(sides.before, one)) {
    const counterpart = others.get(port);
    if (counterpart === undefined) continue;
    if (input.badge !== counterpart.badge) changed.add('quantization');
    const expected = pairs.afterOf[input.source]!;
    // What comes from a node that was added or removed is told by that node.
    const isTold = expected === nobody || pairs.beforeOf[counterpart.source] === nobody;
    if (!isTold && expected !== counterpart.source) changed.add('inputs');
  }
}

/** Whether type or shape of something that both write is known of both and is not the same. */
function outputsDiffer({ before, after }: Sides, one: number, other: number): boolean {
  const written = ({ view: { model, nodes } }: Side, node: number): ArrayLike<number> => {
    const own = nodes.node[node]!;
    return own < 0 ? [nodes.tensor[node]!] : model.outputs(own);
  };
  const [ones, others] = [written(before, one), written(after, other)];
  for (let index = 0; index < Math.min(ones.length, others.length); index++) {
    const [a, b] = [ones[index]!, others[index]!];
    if (a < 0 || b < 0) continue;
    const [model, otherModel] = [before.view.model, after.view.model];
    if (differ(model.tensorType(a)?.name, otherModel.tensorType(b)?.name)) return true;
    if (differ(model.tensorShape(a), otherModel.tensorShape(b))) return true;
  }
  return false;
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

import { element } from '../../element.ts';
import { itemsOf } from '../../graph/prepare/lists.ts';
import type { ViewContext } from './context.ts';
import { formalParameter } from './formalParameters.ts';
import { longList, nodeLink, tensorLink } from './links.ts';
import { typeShape } from './typeShape.ts';

type Side = 'inputs' | 'outputs';

/** What a node reads or writes, in order: the name of the operator for it, the tensor, and who is at its other end. */
export function ports(context: ViewContext, node: number, side: Side): HTMLElement {
  const { model } = context.opened.prepared;
  const operator = { domain: model.domain(node), operator: model.operator(node) };
  const tensors = side === 'inputs' ? model.inputs(node) : model.outputs(node);
  const positions = Array.from(tensors, (tensor, position) => ({ tensor, position }));
  return longList(context, positions, ({ tensor, position }) => {
    const formal = formalParameter(operator, side, position);
    const label = formal === undefined ? String(position) : `${position} ${formal}`;
    return [
      element('span', { class: 'position' }, label),
      element('div', { class: 'port' }, ...portContent(context, tensor, side, node)),
    ];
  });
}

function portContent(context: ViewContext, tensor: number, side: Side, node: number): readonly HTMLElement[] {
  if (tensor < 0) return [element('span', { class: 'description' }, context.word('inspector.left-out'))];
  const facts = element('div', { class: 'description' }, typeShape(context, tensor));
  const ends = side === 'inputs' ? writer(context, tensor) : readers(context, tensor, node);
  return [tensorLink(context, tensor), facts, ...ends];
}

/** Where a tensor comes from. */
export function writer(context: ViewContext, tensor: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const producer = model.producer[tensor]!;
  if (producer < 0) return [element('div', { class: 'description' }, context.word(kindCode(context, tensor)))];
  return [element('div', {}, direction(context.word('inspector.from')), nodeLink(context, producer))];
}

function readers(context: ViewContext, tensor: number, node: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const leaves = model.isOutput[tensor] === 1 ? [leavesGraph(context)] : [];
  const nodes = readersOf(context, tensor);
  if (nodes.length === 0) {
    if (leaves.length > 0 || node < 0) return leaves;
    return [element('div', { class: 'description' }, context.word('inspector.not-read'))];
  }
  const list = longList(context, nodes, (reader) => [nodeLink(context, reader)]);
  return [...leaves, element('div', { class: 'ends' }, direction(context.word('inspector.to')), list)];
}

/** The nodes that read a tensor, each once. */
export function readersOf({ opened }: ViewContext, tensor: number): readonly number[] {
  return [...new Set(itemsOf(opened.prepared.model.consumers, tensor))];
}

export function leavesGraph(context: ViewContext): HTMLElement {
  return element('div', { class: 'description' }, context.word('inspector.leaves'));
}

export function kindCode(
  { opened }: ViewContext,
  tensor: number,
): `inspector.kind-${ReturnType<typeof opened.prepared.model.tensorKind>}` {
  return `inspector.kind-${opened.prepared.model.tensorKind(tensor)}`;
}

function direction(word: string): HTMLElement {
  return element('span', { class: 'direction' }, word, ' ');
}

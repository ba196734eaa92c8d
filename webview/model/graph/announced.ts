import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { boxKind } from '../../graph/drawing/scene/scene.ts';
import { viewKinds } from '../../graph/prepare/view/viewGraph.ts';
import type { OpenedModel } from '../opened.ts';
import type { Drawn } from './drawn.ts';
import type { Walking } from './walking.ts';

/** More names are not listened to. */
const mostNames = 3;

/** What is said of a box to those who hear it: what it is, its shape, what it reads, who reads it, and where it stands. */
export function announced(
  { say, shapes }: Pick<OpenedModel, 'say' | 'shapes'>,
  drawn: Drawn,
  walking: Walking,
  box: number,
): string {
  const { title, kind } = drawn.scene.boxes;
  const tensor = tensorOf(drawn, box);
  const parts: (string | Message)[] = [
    title[box]!,
    nameOf(drawn, box),
    whatItIs(drawn, box),
    tensor < 0 ? '' : [shapes.type(tensor), shapes.shape(tensor)].filter(Boolean).join(' '),
  ];
  if (kind[box] !== boxKind.frame) {
    const names = walking.producers(box).map((each) => title[each]!);
    const readers = walking.consumers(box).length;
    const beside = walking.siblings(box);
    if (names.length > 0) parts.push(message('graph.reads', { names: listed(names) }));
    if (readers > 0) parts.push(message('graph.read-by', { count: readers }));
    if (beside.length > 1) {
      parts.push(message('graph.position', { position: beside.indexOf(box) + 1, count: beside.length }));
    }
  }
  return parts
    .map((part) => say(part))
    .filter((part) => part !== '')
    .join(', ');
}

function listed(names: readonly string[]): string | Message {
  const said = names.slice(0, mostNames).join(', ');
  const count = names.length - mostNames;
  return count > 0 ? message('graph.and-more', { names: said, count }) : said;
}

/** An operator's name in the file. The other boxes are called by what is their title. */
function nameOf(drawn: Drawn, box: number): string {
  const subject = drawn.subject(box);
  const { nodes, model } = drawn.plan.view;
  const node = subject.kind === 'node' ? nodes.node[subject.node]! : -1;
  return node < 0 ? '' : model.nodeName(node);
}

function whatItIs(drawn: Drawn, box: number): string | Message {
  const { kind, count } = drawn.scene.boxes;
  if (kind[box] === boxKind.group) return message('graph.closed-group', { count: count[box]! });
  if (kind[box] === boxKind.frame) return message('graph.open-group', { count: count[box]! });
  const subject = drawn.subject(box);
  if (subject.kind !== 'node') return '';
  switch (viewKinds[drawn.plan.view.nodes.kind[subject.node]!]) {
    case 'input':
      return message('graph.input', {});
    case 'output':
      return message('graph.output', {});
    case 'outer':
      return message('graph.outer', {});
    default:
      return '';
  }
}

/** What an operator writes, or what enters or leaves; -1 for groups. */
function tensorOf(drawn: Drawn, box: number): number {
  const subject = drawn.subject(box);
  if (subject.kind === 'group') return -1;
  const { nodes, model } = drawn.plan.view;
  const node = nodes.node[subject.node]!;
  return node < 0 ? nodes.tensor[subject.node]! : (model.outputs(node).find((tensor) => tensor >= 0) ?? -1);
}

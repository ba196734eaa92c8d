import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { type Found, foundIn } from '../../graph/prepare/search/modelSearch.ts';
import type { Fold } from '../../graph/prepare/fold/roles.ts';
import type { Item } from '../selection.ts';

/** What a search found, in the order in which it is gone through: nodes as the file has them, then what enters graphs. */
export class Hits {
  readonly count: number;

  constructor(readonly found: Omit<Found, 'kind'>) {
    this.count = found.nodes.length + found.inputs.length;
  }

  /** @param index 0 … count − 1 */
  item(index: number): Item {
    const { nodes, inputs } = this.found;
    const node = nodes[index];
    return node === undefined ? { kind: 'tensor', tensor: inputs[index - nodes.length]! } : { kind: 'node', node };
  }

  /** Where in it something was found. */
  places(index: number): readonly Message[] {
    const place = this.found.where[index];
    if (place === undefined) return [message('model.found-input', {})];
    return places.filter(([bit]) => (place & bit) !== 0).map(([, text]) => text);
  }

  /** The hit after a node, or before it; from the last one on to the first. */
  beside(node: number, step: 1 | -1): number {
    const { nodes } = this.found;
    const after = firstFrom(nodes, step > 0 ? node + 1 : node);
    return this.wrapped(step > 0 ? after : after - 1);
  }

  /** The hit some steps on; the first follows the last. */
  wrapped(index: number): number {
    return ((index % this.count) + this.count) % this.count;
  }
}

/**
 * What was found, without what folds into a node that was found too: constants have the names of the weights that their readers are
 * found by.
 */
export function withoutFolded({ nodes, where, inputs }: Found, { owner }: Fold): Omit<Found, 'kind'> {
  const isFound = new Uint8Array(owner.length);
  for (const node of nodes) isFound[node] = 1;
  const stays = (node: number): boolean => owner[node]! < 0 || isFound[owner[node]!] === 0;
  return { nodes: nodes.filter(stays), where: where.filter((_, index) => stays(nodes[index]!)), inputs };
}

const places: readonly (readonly [number, Message])[] = [
  [foundIn.operator, message('model.found-operator', {})],
  [foundIn.name, message('model.found-name', {})],
  [foundIn.tensor, message('model.found-tensor', {})],
  [foundIn.attribute, message('model.found-attribute', {})],
  [foundIn.shape, message('model.found-shape', {})],
  [foundIn.type, message('model.found-type', {})],
];

/** How many of the ascending numbers are below one. */
function firstFrom(numbers: Uint32Array, least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Message } from '../../../../protocol/messages/message.ts';
import type { Relations } from '../rule.ts';

/** Ties the dimensions of two tensors one by one, where `which` agrees. */
export function sameAxes(
  relations: Relations,
  one: string,
  other: string,
  which: (axis: number) => boolean = () => true,
): void {
  relations.shape(one)?.forEach((_, axis) => {
    if (which(axis)) relations.same({ tensor: one, axis }, { tensor: other, axis });
  });
}

/** Freezes one dimension of several tensors that have it. */
export function freezeAxis(relations: Relations, tensors: readonly string[], axis: number, reason: Message): void {
  for (const tensor of tensors) {
    if (relations.shape(tensor)?.[axis] !== undefined) relations.freeze({ tensor, axis }, reason);
  }
}

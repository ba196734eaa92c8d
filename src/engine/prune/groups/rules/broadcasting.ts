import type { Axis, ParameterRole, Relations } from '../rule.ts';

/** Ties the dimensions of an operand to those of the result that it is broadcast to; where it has one position, it has no say. */
export function relateOperand(relations: Relations, operand: string, result: string): void {
  for (const [own, axis] of broadcastAxes(relations, operand, result)) relations.same(own, axis);
}

/** Says what a fixed operand is for each dimension of the result that it differs along. */
export function markOperand(relations: Relations, operand: string, result: string, role: ParameterRole): void {
  if (relations.isFixed(result)) return;
  for (const [own] of broadcastAxes(relations, operand, result)) relations.parameter(own, role);
}

/** Dimensions of an operand with those of the result to which broadcasting brings them, where both are as long. */
export function broadcastAxes(
  relations: Relations,
  operand: string,
  result: string,
): readonly (readonly [operand: Axis, result: Axis])[] {
  const [from, to] = [relations.shape(operand), relations.shape(result)];
  if (from === undefined || to === undefined) return [];
  return from.flatMap((size, axis) => {
    const at = axis + to.length - from.length;
    return size === to[at]
      ? [
          [
            { tensor: operand, axis },
            { tensor: result, axis: at },
          ] as const,
        ]
      : [];
  });
}

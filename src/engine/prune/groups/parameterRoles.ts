import type { ChannelRelations } from './relations.ts';
import { strongerRole } from './relations.ts';
import type { ParameterRole } from './rule.ts';

/** Operators of which all inputs carry channels of their output. */
const joins: ReadonlySet<string> = new Set(['Add', 'Sub', 'Sum', 'Concat']);

/**
 * The role of each dimension of the parameters in the file, by its number. What a node says of a tensor that is computed
 * from constants (integers that become real numbers) holds for the constants that it is computed from.
 */
export function parameterRoles(relations: ChannelRelations): ReadonlyMap<number, ParameterRole> {
  const roles = new Map<number, ParameterRole>();
  const give = (tensor: string, number: number, role: ParameterRole): void => {
    if (relations.isConstant(tensor)) {
      roles.set(number, strongerRole(roles.get(number), role));
      return;
    }
    const node = relations.graph.producer(tensor);
    if (node === undefined) return;
    const sources = node.input.flatMap((input) =>
      relations
        .dimensionsOf(input)
        .filter((each) => relations.positions.meet(each.number, number))
        .map((each) => ({ input, number: each.number })),
    );
    for (const each of joins.has(node.opType) ? sources : sources.slice(0, 1)) give(each.input, each.number, role);
  };
  for (const mark of relations.marks) give(mark.tensor, relations.number(mark), mark.role);
  return roles;
}

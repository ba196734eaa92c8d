import type { GraphModel } from '../../../graph/prepare/graphModel.ts';
import { itemsOf } from '../../../graph/prepare/lists.ts';

/** How far behind a layer its result is looked for, where a Relu or a Clip, say, vanishes into it. */
const mostSteps = 3;
/** A tensor that more nodes read than this is not looked beyond. */
const mostReaders = 64;

/**
 * Names of the tensors in which the result of some nodes may be seen: what they write, and what is made of that by the next
 * nodes. No tensor that they read is among them, as graphs have no cycles.
 */
export function writtenTensors(model: GraphModel, nodes: readonly number[]): ReadonlySet<string> {
  const names = new Set<string>();
  let reached = new Set(nodes);
  for (let step = 0; step <= mostSteps; step++) {
    const tensors = [...reached].flatMap((node) => [...model.outputs(node)]).filter((tensor) => tensor >= 0);
    for (const tensor of tensors) names.add(model.tensorName(tensor));
    const readers = tensors.map((tensor) => itemsOf(model.consumers, tensor));
    reached = new Set(readers.filter(({ length }) => length <= mostReaders).flatMap((each) => [...each]));
  }
  return names;
}

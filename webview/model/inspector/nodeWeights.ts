import type { PreparedModel } from '../../graph/prepare/view/prepared.ts';
import { role } from '../../graph/prepare/fold/roles.ts';

/** Longer expressions of constants are not followed to their ends. */
const mostVisited = 256;

/** The stored tensors that a node reads: as they are, or by way of nodes that fold into it, such as DequantizeLinear. */
export function nodeWeights({ model, fold }: PreparedModel, node: number): readonly number[] {
  const seen = new Set(model.inputs(node));
  const weights: number[] = [];
  let visited = 0;
  // The set grows while it is gone through.
  for (const tensor of seen) {
    if (tensor < 0) continue;
    if (++visited > mostVisited) break;
    if (model.isStored(tensor)) {
      weights.push(tensor);
      continue;
    }
    const producer = model.producer[tensor]!;
    if (producer < 0 || fold.roles[producer] !== role.expression) continue;
    for (const input of model.inputs(producer)) seen.add(input);
  }
  return weights;
}

import { role } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';

/** A stored tensor that a node reads, maybe by way of nodes that fold into it. */
export interface ReadWeight {
  readonly tensor: number;
  /** The node that makes it real again, or -1. */
  readonly dequantize: number;
}

/** Longer expressions of constants are not followed to their ends. */
const mostVisited = 64;

/** The stored tensor with the most elements among those that a node reads; undefined where all are scalars or none is stored. */
export function mainWeight(model: GraphModel, roles: Uint8Array, node: number): ReadWeight | undefined {
  const { elements } = model.structure.tensors;
  let largest: ReadWeight | undefined;
  const waiting: ReadWeight[] = Array.from(model.inputs(node), (tensor) => ({ tensor, dequantize: -1 }));
  // The list grows while it is gone through.
  for (const weight of waiting) {
    const { tensor, dequantize } = weight;
    if (tensor < 0 || waiting.length > mostVisited) continue;
    if (model.isStored(tensor)) {
      if (elements[tensor]! > (largest === undefined ? 1 : elements[largest.tensor]!)) largest = weight;
      continue;
    }
    const producer = model.producer[tensor]!;
    if (producer < 0 || roles[producer] !== role.expression) continue;
    const [data = -1] = model.inputs(producer);
    const isDequantize = dequantize < 0 && model.operator(producer) === 'DequantizeLinear';
    if (isDequantize) waiting.push({ tensor: data, dequantize: producer });
    else for (const input of model.inputs(producer)) waiting.push({ tensor: input, dequantize });
  }
  return largest;
}

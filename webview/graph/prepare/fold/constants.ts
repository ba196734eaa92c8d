import { itemsOf } from '../lists.ts';
import type { GraphModel } from '../graphModel.ts';
import { role } from './roles.ts';

/** Operators that do not give the same for the same inputs. */
const random = /^(Random|Bernoulli|Multinomial)/;

/** Marks Constant nodes, and nodes whose inputs are all constant: transposed weights, weights in other types, aliases. */
export function foldConstants(model: GraphModel, order: Uint32Array, roles: Uint8Array): void {
  for (const node of order) {
    if (!isOnlyRead(model, node)) continue;
    if (model.tensorKind(model.outputs(node)[0]!) === 'constant') roles[node] = role.constant;
    else if (isExpression(model, node, roles)) roles[node] = role.expression;
  }
}

/** Whether a tensor is in the file, or computed from such tensors alone by nodes that fold. */
export function isConstant(model: GraphModel, tensor: number, roles: Uint8Array): boolean {
  if (tensor < 0) return false;
  if (model.isStored(tensor)) return true;
  const producer = model.producer[tensor]!;
  return producer >= 0 && roles[producer] === role.expression;
}

/** Whether what a node writes is read by nodes, and leaves no graph. */
export function isOnlyRead(model: GraphModel, node: number): boolean {
  let read = false;
  for (const tensor of model.outputs(node)) {
    if (tensor < 0) continue;
    if (model.isOutput[tensor] === 1) return false;
    read ||= itemsOf(model.consumers, tensor).length > 0;
  }
  return read;
}

function isExpression(model: GraphModel, node: number, roles: Uint8Array): boolean {
  const inputs = model.inputs(node);
  return (
    inputs.some((tensor) => tensor >= 0) &&
    inputs.every((tensor) => tensor < 0 || isConstant(model, tensor, roles)) &&
    model.subgraphs(node).length === 0 &&
    model.called[node]! < 0 &&
    !random.test(model.operator(node))
  );
}

import { computeFamily } from '../../graph/prepare/families.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { type ViewGraph, viewKinds } from '../../graph/prepare/view/viewGraph.ts';

const operator = viewKinds.indexOf('operator');
/** Bits of the integers that kernels compute with. */
const mostBits = 8;

/**
 * Operators that compute in float although the model computes in integers elsewhere: 1 for each view node that is one. What
 * only has integer weights computes in float; where nothing reads integers, there are no islands.
 */
export function floatIslands({ model, nodes, nets }: ViewGraph): Uint8Array {
  const isInteger = new Uint8Array(nodes.count);
  for (let net = 0; net < nets.count; net++) {
    const dequantized = isDequantize(model, nodes.node[nets.source[net]!]!);
    for (let entry = nets.start[net]!; entry < nets.start[net + 1]!; entry++) {
      if (dequantized || nets.badge[entry] !== 0) isInteger[nets.target[entry]!] = 1;
    }
  }
  const islands = new Uint8Array(nodes.count);
  let integers = 0;
  for (let view = 0; view < nodes.count; view++) {
    if (nodes.kind[view] !== operator || nodes.family[view] !== computeFamily) continue;
    if (isInteger[view] === 1 || readsIntegers(model, nodes.node[view]!)) integers++;
    else islands[view] = 1;
  }
  return integers > 0 ? islands : islands.fill(0);
}

function isDequantize(model: GraphModel, node: number): boolean {
  return node >= 0 && model.operator(node) === 'DequantizeLinear';
}

/** As QLinearConv and MatMulInteger do. */
function readsIntegers(model: GraphModel, node: number): boolean {
  return model.inputs(node).some((tensor) => {
    const type = tensor < 0 ? undefined : model.tensorType(tensor);
    return type !== undefined && type.bits > 1 && type.bits <= mostBits && /^u?int/.test(type.name);
  });
}

import { hasMacs, macsOfNode } from '../../engine/profile/macs/registry.ts';
import { byteLength } from '../../protocol/graph/byteLength.ts';
import { graphOfNode, type NumberedModel } from './numbering.ts';
import type { NumberedTensor, NumberedTensors } from './tensors.ts';

/** What nodes cost, told from the shapes that the file declares. */
export interface NodeCosts {
  readonly parameters: Float64Array<ArrayBuffer>;
  readonly parameterBytes: Float64Array<ArrayBuffer>;
  readonly macs: Float64Array<ArrayBuffer>;
}

/** See the columns of the same names. */
export function nodeCosts(numbered: NumberedModel, tensors: NumberedTensors): NodeCosts {
  const { nodes } = numbered;
  const costs = {
    parameters: new Float64Array(nodes.length),
    parameterBytes: new Float64Array(nodes.length),
    macs: nodeMacs(numbered, tensors),
  };
  addParameters(numbered, tensors, costs);
  return costs;
}

/** Number of elements; NaN where the shape is not known. */
export function elementsOf({ dims }: NumberedTensor): number {
  if (dims === undefined) return Number.NaN;
  return dims.reduce<number>((count, dim) => (typeof dim === 'number' ? count * dim : Number.NaN), 1);
}

function addParameters(
  { nodes }: NumberedModel,
  { tensors, inputs, outputs }: NumberedTensors,
  costs: NodeCosts,
): void {
  const isStored = (tensor: number): boolean => {
    const kind = tensors[tensor]?.kind;
    return kind === 'initializer' || kind === 'constant';
  };
  /** The tensors behind what a node reads through a DequantizeLinear of something stored, by what that writes. */
  const dequantized = new Map<number, readonly number[]>();
  const dequantizes = nodes.map(
    ({ opType }, node) => opType === 'DequantizeLinear' && isStored(inputs[node]?.[0] ?? -1),
  );
  for (const [node, is] of dequantizes.entries()) if (is) dequantized.set(outputs[node]?.[0] ?? -1, inputs[node] ?? []);
  const counted = new Uint8Array(tensors.length);
  for (const [node, is] of dequantizes.entries()) {
    if (is) continue;
    for (const input of inputs[node] ?? []) {
      for (const tensor of isStored(input) ? [input] : (dequantized.get(input) ?? [])) {
        const read = tensors[tensor];
        if (read === undefined || counted[tensor] === 1) continue;
        counted[tensor] = 1;
        const elements = elementsOf(read);
        costs.parameters[node]! += elements;
        costs.parameterBytes[node]! += read.type === undefined ? 0 : byteLength(read.type, elements) || 0;
      }
    }
  }
}

function nodeMacs(numbered: NumberedModel, { tensors, inputs, outputs }: NumberedTensors) {
  const { nodes } = numbered;
  const macs = new Float64Array(nodes.length);
  const shapes = tensors.map(({ dims }) => (dims?.every((dim) => typeof dim === 'number') ? dims : undefined));
  for (const [node, proto] of nodes.entries()) {
    // Most operators have none, and need no shapes.
    if (!hasMacs(proto)) continue;
    const shapeOf = new Map<string, readonly number[] | undefined>();
    proto.input.forEach((name, index) => shapeOf.set(name, shapes[inputs[node]?.[index] ?? -1]));
    proto.output.forEach((name, index) => shapeOf.set(name, shapes[outputs[node]?.[index] ?? -1]));
    macs[node] = macsOfNode(proto, (tensor) => shapeOf.get(tensor)) ?? Number.NaN;
  }
  for (const node of nodesOfWorkingBodies(numbered)) macs[node] = Number.NaN;
  return macs;
}

/**
 * Nodes with bodies in which something costs. How often a body runs, and with which shapes, is not known: it costs nothing only
 * where nothing in it does.
 */
function nodesOfWorkingBodies({ nodes, graphs, calls }: NumberedModel): ReadonlySet<number> {
  /** For each graph the nodes that hold or call it. */
  const users = graphs.map(({ holder }) => (holder === undefined ? [] : [holder.node]));
  for (const { node, graph } of calls) users[graph]?.push(node);
  const works = new Set<number>();
  for (const [node, proto] of nodes.entries()) if (hasMacs(proto)) works.add(graphOfNode(graphs, node));
  const found = new Set<number>();
  // The set grows while it is gone through.
  for (const graph of works) {
    for (const node of users[graph] ?? []) {
      found.add(node);
      works.add(graphOfNode(graphs, node));
    }
  }
  return found;
}

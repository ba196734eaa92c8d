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

function nodeMacs({ nodes, graphs, calls }: NumberedModel, { tensors, inputs, outputs }: NumberedTensors) {
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
  // How often a body runs, and with which shapes, is not known: it costs nothing only where nothing in it does. Bodies have
  // higher numbers than what holds them, but for functions, which may call each other.
  const works = graphs.map(() => false);
  for (const [node, proto] of nodes.entries()) if (hasMacs(proto)) works[graphOfNode(graphs, node)] = true;
  const called = calls.map(({ node, graph }) => ({ from: graphOfNode(graphs, node), node, graph }));
  for (let changed = true; changed;) {
    changed = false;
    const mark = (from: number, node: number, body: number): void => {
      if (!works[body] || Number.isNaN(macs[node])) return;
      macs[node] = Number.NaN;
      works[from] = true;
      changed = true;
    };
    for (let body = graphs.length - 1; body > 0; body--) {
      const holder = graphs[body]?.holder;
      if (holder !== undefined) mark(holder.graph, holder.node, body);
    }
    for (const { from, node, graph } of called) mark(from, node, graph);
  }
  return macs;
}

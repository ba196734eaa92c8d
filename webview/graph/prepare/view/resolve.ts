import { role } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';
import type { Instance } from './instance.ts';

/** Where a tensor comes from in the drawing. */
export interface Source {
  readonly view: number;
  /** The tensor as it comes from there. */
  readonly tensor: number;
  /** Nodes that quantize it on the way, in their order. */
  readonly via: readonly number[];
}

/** More steps than any model takes that is no trap. */
const mostSteps = 10_000;

/**
 * Follows a tensor to the view node it comes from: through pairs that quantize it, out of bodies into the graphs around
 * them, and into functions that are open. Undefined for what is constant, only a shape, or given by nothing.
 * @param outer makes the view node of a tensor from a graph around the one that is looked at
 */
export function resolve(
  model: GraphModel,
  roles: Uint8Array,
  from: Instance,
  tensor: number,
  outer: (tensor: number) => number,
): Source | undefined {
  const via: number[] = [];
  let at: Instance = from;
  let wanted = tensor;
  for (let step = 0; step < mostSteps; step++) {
    if (model.isStored(wanted)) return undefined;
    const home = homeOf(model, at, wanted);
    at = home ?? at;
    const producer = model.producer[wanted]!;
    if (producer >= 0 && roles[producer] === role.pair) {
      via.push(producer);
      wanted = model.inputs(producer)[0]!;
    } else if (producer >= 0 && roles[producer] !== role.drawn) {
      return undefined;
    } else if (home === undefined) {
      return { view: outer(wanted), tensor: wanted, via: via.reverse() };
    } else if (producer < 0) {
      const given = at.given.get(wanted);
      const entry = at.entries.get(wanted);
      if (given === undefined)
        return entry === undefined ? undefined : { view: entry, tensor: wanted, via: via.reverse() };
      ({ instance: at, tensor: wanted } = given);
    } else {
      const open = at.functions.get(producer);
      if (open === undefined) return { view: viewOf(model, at, producer), tensor: wanted, via: via.reverse() };
      const output = model.graphOutputs(open.graph)[model.outputs(producer).indexOf(wanted)];
      if (output === undefined) return undefined;
      at = open;
      wanted = output;
    }
  }
  return undefined;
}

/** The view node of a node in a drawing of its graph, or -1. */
export function viewOf(model: GraphModel, instance: Instance, node: number): number {
  return instance.viewOf[node - model.structure.graphs.nodeStart[instance.graph]!]!;
}

/** The drawing, this one or one around it, of the graph that a tensor belongs to. */
function homeOf(model: GraphModel, from: Instance, tensor: number): Instance | undefined {
  const graph = model.graphOfTensor[tensor];
  let at: Instance | undefined = from;
  while (at !== undefined && at.graph !== graph) at = at.parent;
  return at;
}

import Long from 'long';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { ChannelCuts } from './cuts.ts';
import { gather } from './gather.ts';
import type { ChannelGroups, RemovedUnits } from './group.ts';
import { type KeptPositions, keptPositions } from './keptPositions.ts';
import { ruleOf } from './registry.ts';
import { storeConstant } from './storeConstant.ts';
import { typesOfKept } from './typesAfter.ts';

/**
 * Takes units of groups out of a model, in place: constants are cut, each once and along all its dimensions, sizes in
 * attributes and constants are written anew, and declared shapes follow. The groups are those of this model, or of one that
 * it is a copy of, and do not hold for what it becomes. `types` are the shapes before.
 * @throws Error for a group or unit that does not exist, and where a dimension would be empty
 */
export function removeChannels(model: Model, groups: ChannelGroups, removed: RemovedUnits, types: TensorTypes): void {
  const { graph } = model;
  const kept = keptPositions(groups, removed);
  const cuts = new ChannelCuts(model, kept, types, typesOfKept(types, kept));
  for (const [tensor, axes] of kept) {
    const value = model.stored(graph, tensor) === undefined ? undefined : model.constant(graph, tensor);
    if (value !== undefined) storeConstant(model, tensor, gather(value, axes));
  }
  for (const node of nodesAround(graph, kept)) ruleOf(model, node)?.rewrite?.(node, cuts);
  for (const [tensor, axes] of kept) {
    const info = graph.valueInfo(tensor);
    if (info !== undefined) declare(info, axes);
  }
}

/** The nodes that read or write a tensor that has lost positions, in the order in which they run. */
function nodesAround(graph: Graph, kept: KeptPositions): readonly onnx.NodeProto[] {
  return graph.inOrder().filter((node) => [...node.input, ...node.output].some((tensor) => kept.has(tensor)));
}

/** Writes new sizes where a declared shape has numbers; names of sizes that change from run to run stay. */
function declare({ type }: onnx.ValueInfoProto, axes: ReadonlyMap<number, readonly number[]>): void {
  const dims = type?.tensorType?.shape?.dim ?? [];
  for (const [axis, { length }] of axes) {
    const dim = dims[axis];
    if (dim !== undefined && dim.dimValue.toNumber() > 0) dim.dimValue = Long.fromNumber(length);
  }
}

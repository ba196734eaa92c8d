import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { message } from '../../../protocol/messages/catalogue.ts';
import { nodeReason } from './reasons.ts';
import { ruleOf } from './registry.ts';
import { ChannelRelations, type RelationOptions } from './relations.ts';

export interface RelateOptions extends RelationOptions {
  readonly pruneOutputs: boolean;
}

/** Lets all nodes of the main graph tell how they tie positions, in the order in which they run. */
export function relateNodes(model: Model, types: TensorTypes, options: RelateOptions): ChannelRelations {
  const { graph } = model;
  const relations = new ChannelRelations(model, types, options);
  for (const { name: tensor } of graph.feeds) {
    relations.freezeAll(tensor, message('pruneGroups.input', { tensor }));
  }
  for (const { name: tensor } of options.pruneOutputs ? [] : graph.outputs) {
    relations.freezeAll(tensor, message('pruneGroups.output', { tensor }));
  }
  for (const node of graph.inOrder()) relate(node, relations);
  return relations;
}

function relate(node: onnx.NodeProto, relations: ChannelRelations): void {
  const { model, graph } = relations;
  // A Constant has no inputs to be tied to: its value is cut as that of an initializer is.
  if (node.output.every((output) => output === '' || relations.isConstant(output))) return;
  if (graph.subgraphs(node).length > 0) {
    const reason = nodeReason('pruneGroups.captured', relations, node);
    for (const tensor of graph.reads(node)) relations.freezeAll(tensor, reason);
    relations.refuse(node, nodeReason('pruneGroups.subgraphs', relations, node));
    return;
  }
  const rule = ruleOf(model, node);
  if (rule === undefined) {
    relations.refuse(node, nodeReason('pruneGroups.no-rule', relations, node));
  } else if (!hasShapes(node, relations)) {
    relations.refuse(node, nodeReason('pruneGroups.unknown-shape', relations, node));
  } else {
    relations.visit(node, (each) => rule.relate(node, each), nodeReason('pruneGroups.needs-all', relations, node));
  }
}

/** Whether the shapes of all tensors around a node are known, but for outputs that nobody reads. */
function hasShapes(node: onnx.NodeProto, relations: ChannelRelations): boolean {
  const { graph } = relations;
  const isKnown = (tensor: string): boolean => tensor === '' || relations.shape(tensor) !== undefined;
  return (
    node.input.every(isKnown) &&
    node.output.every((tensor) => isKnown(tensor) || (graph.consumers(tensor).size === 0 && !graph.isOutput(tensor)))
  );
}

import { isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { PlannedNode } from '../../quantize/plan/plan.ts';
import { ruleFor } from '../../quantize/rules/registry.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { Layer } from '../layer.ts';

/** What a way of quantizing says about a node that computes. */
export type LayerParts = Pick<Layer, 'output' | 'weight' | 'activations'>;

/**
 * The nodes of a plan that compute real numbers, in the order they run: not those that only move elements or cut them off,
 * whose result has the error of what they read.
 * @param result the tensor of real numbers that the node writes
 */
export function layersOf(
  model: Model,
  types: TensorTypes,
  nodes: readonly PlannedNode[],
  macs: (node: NodeId) => number | undefined,
  parts: (node: onnx.NodeProto, planned: PlannedNode, result: string) => LayerParts,
): readonly Layer[] {
  const byId = new Map([...model.graph.nodes].map((node) => [model.graph.id(node), node]));
  return nodes.flatMap((planned) => {
    const { node: id, name, operator, origins, precision } = planned;
    const node = byId.get(id);
    if (precision === 'none' || node === undefined || !computes(node)) return [];
    const result = node.output.find((tensor) => isReal(tensor, types));
    if (result === undefined) return [];
    return { ...{ node: id, name, operator, origins, precision, macs: macs(id) }, ...parts(node, planned, result) };
  });
}

/** The node of a model, or of a part of it with the same names, that a layer stands for. */
export function nodeOfLayer({ node: id }: Layer, { graph }: Model): onnx.NodeProto {
  // The main graph has no path, so that the id of a node is the name of a tensor that it writes.
  const node = graph.producer(id);
  if (node === undefined) throw new Error(`${id} is no node of this model`);
  return node;
}

function isReal(tensor: string, types: TensorTypes): boolean {
  const type = types.get(tensor)?.type;
  return type !== undefined && isFloat(type);
}

function computes(node: onnx.NodeProto): boolean {
  if (node.opType === 'Constant') return false;
  const role = ruleFor(node)?.role;
  return role === undefined || role === 'compute' || role === 'light';
}

import Long from 'long';
import { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import { Model } from '../onnx/model.ts';

/**
 * A copy of a model for a session, rewritten by `edit`, which gets its graph and the whole. Its structure is copied, its weights are shared
 * with the model.
 */
export function probedModel(model: Model, edit: (graph: onnx.GraphProto, proto: onnx.ModelProto) => void): Model {
  model.commit();
  const proto = onnx.ModelProto.decode(onnx.ModelProto.encode(model.proto).finish());
  if (proto.graph) edit(proto.graph, proto);
  // A graph of foreign operators alone may name no standard ones, which probes are.
  if (!proto.opsetImport.some((each) => each.domain === '' || each.domain === 'ai.onnx')) {
    proto.opsetImport.push(onnx.OperatorSetIdProto.create({ domain: '', version: Long.fromNumber(13) }));
  }
  return new Model(model.file, proto, model.payloads, model.sources);
}

/** Takes out of `copy` what the given tensors of `graph`, whose copy it is, do not depend on. */
export function keepOnly(copy: onnx.GraphProto, graph: Graph, tensors: Iterable<string>): void {
  const needed = ancestors(graph, tensors);
  const read = new Set(tensors);
  for (const node of needed) for (const tensor of graph.reads(node)) read.add(tensor);
  const nodes = graph.proto.node;
  copy.node = copy.node.filter((_, index) => needed.has(nodes[index]!));
  copy.initializer = copy.initializer.filter((tensor) => read.has(tensor.name));
  copy.sparseInitializer = copy.sparseInitializer.filter((sparse) => read.has(sparse.values?.name ?? ''));
}

/** The nodes of a graph from which the given tensors are computed. */
function ancestors(graph: Graph, tensors: Iterable<string>): ReadonlySet<onnx.NodeProto> {
  const found = new Set<onnx.NodeProto>();
  const waiting = [...tensors];
  for (let tensor = waiting.pop(); tensor !== undefined; tensor = waiting.pop()) {
    const producer = graph.producer(tensor);
    if (producer === undefined || found.has(producer)) continue;
    found.add(producer);
    waiting.push(...graph.reads(producer));
  }
  return found;
}

/** An output of which the runtime finds out type and shape itself. */
export function untyped(tensor: string): onnx.ValueInfoProto {
  return onnx.ValueInfoProto.create({ name: tensor });
}

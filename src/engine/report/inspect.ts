import type { Inspection, Port } from '../../protocol/result/inspection.ts';
import { byteLength, elementTypeOf, type ElementType } from '../onnx/elementType.ts';
import { withoutBitmaps } from '../onnx/encoding/decodeSparse.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { storedTensors } from '../onnx/open.ts';
import { elementCount, tensorDims } from '../onnx/tensor.ts';

/**
 * What is in a model, told from its structure alone: no weight is read. Those that are stored without their zeros count as what they stand
 * for, and the nodes that unpack them do not count.
 */
export function inspectModel(stored: Model): Inspection {
  const model = withoutBitmaps(stored);
  // A file whose nodes have no order can be looked at all the same: only what was edited is written back.
  if (model !== stored) model.commit();
  const { proto, graph } = model;
  const operators = new Map<string, Inspection['operators'][number]>();
  let all = 0;
  for (const each of model.graphs()) {
    for (const { domain, opType } of each.nodes) {
      all++;
      const key = `${domain} ${opType}`;
      operators.set(key, { domain, operator: opType, count: (operators.get(key)?.count ?? 0) + 1 });
    }
  }
  const weights = countWeights(model);
  return {
    file: model.file,
    bytes: model.sources.reduce((sum, { size }) => sum + size, 0),
    producer: [proto.producerName, proto.producerVersion].filter((part) => part !== '').join(' '),
    irVersion: proto.irVersion.toNumber(),
    opsets: proto.opsetImport.map(({ domain, version }) => ({
      domain: domain || 'ai.onnx',
      version: version.toNumber(),
    })),
    inputs: graph.feeds.map(port),
    outputs: graph.outputs.map(port),
    nodes: graph.nodeCount,
    nestedNodes: all - graph.nodeCount,
    operators: [...operators.values()].sort((a, b) => b.count - a.count || a.operator.localeCompare(b.operator)),
    parameters: weights.reduce((sum, { elements }) => sum + elements, 0),
    weights,
  };
}

function countWeights(model: Model): Inspection['weights'] {
  const byType = new Map<ElementType, Inspection['weights'][number]>();
  const sparse = sparseTensors(model);
  for (const tensor of storedTensors(model.proto)) {
    const dims = sparse.has(tensor) ? sparse.get(tensor) : model.header(tensor).dims;
    if (dims === undefined) continue;
    const { type } = model.header(tensor);
    const elements = elementCount(dims);
    const sum = byType.get(type) ?? { type, tensors: 0, elements: 0, bytes: 0 };
    byType.set(type, {
      type,
      tensors: sum.tensors + 1,
      elements: sum.elements + elements,
      bytes: sum.bytes + byteLength(type, elements),
    });
  }
  return [...byType.values()].sort((a, b) => b.bytes - a.bytes);
}

/** What the values of sparse weights stand for, by their dimensions; their indices stand for nothing. */
function sparseTensors(model: Model): ReadonlyMap<onnx.TensorProto, readonly number[] | undefined> {
  const found = new Map<onnx.TensorProto, readonly number[] | undefined>();
  for (const graph of model.graphs()) {
    for (const { values, indices, dims } of graph.sparseInitializers) {
      if (values) found.set(values, tensorDims({ name: values.name, dims }, model.file));
      if (indices) found.set(indices, undefined);
    }
  }
  return found;
}

function port({ name, type }: onnx.ValueInfoProto): Port {
  const tensor = type?.tensorType;
  const element = elementTypeOf(tensor?.elemType ?? 0);
  if (!tensor || element === undefined) return { name, type: 'other' };
  if (!tensor.shape) return { name, type: element };
  const dims = tensor.shape.dim.map(({ dimValue, dimParam }) => {
    const size = Number(dimValue);
    return size > 0 ? size : dimParam || '?';
  });
  return { name, type: element, dims };
}

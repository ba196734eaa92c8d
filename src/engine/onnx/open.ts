import { message } from '../../protocol/messages/catalogue.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import { type ByteSource, FileBytes } from './byteSource.ts';
import { decodeModel } from './decode.ts';
import { byteLength } from './elementType.ts';
import { ExternalFiles } from './externalData.ts';
import type { onnx } from './generated/onnx.js';
import { Model } from './model.ts';
import { skim } from './skim.ts';
import { elementCount, tensorDims, tensorType } from './tensor.ts';

const externalLocation = 1;

export interface OpenOptions {
  /** Bytes of memory that the structure may take; {@link defaultStructureLimit} unless given. */
  readonly structureLimit?: number;
  /** Whether data files are left alone: types and shapes are known, the weights that lie in them cannot be read. */
  readonly structureOnly?: boolean;
}

/**
 * Opens a model: reads its structure and leaves the weights where they are. Costs time and memory in proportion to nodes.
 * @throws UserError when the file is missing, damaged, not a model, or its data files are not where they should be
 */
export function openModel(from: string | ByteSource, options: OpenOptions = {}): Model {
  const source = typeof from === 'string' ? new FileBytes(from) : from;
  const external = new ExternalFiles(source);
  try {
    const { structure, payloads } = skim(source, options.structureLimit);
    const proto = decode(structure, source);
    for (const tensor of storedTensors(proto)) {
      if (tensor.dataLocation !== externalLocation || options.structureOnly === true) continue;
      const type = tensorType(tensor, source.name);
      const expected = byteLength(type, elementCount(tensorDims(tensor, source.name)));
      tensor.payload = payloads.add(external.payload(tensor, expected));
    }
    return new Model(source.name, proto, payloads, [source, ...external.sources]);
  } catch (cause) {
    for (const each of [source, ...external.sources]) each.close();
    throw cause;
  }
}

function decode(structure: Uint8Array, source: ByteSource): onnx.ModelProto {
  let proto: onnx.ModelProto;
  try {
    proto = decodeModel(structure);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    // Its own words are no help, and neither are its offsets: they count bytes of the structure, not of the file.
    const isDeep = cause instanceof Error && cause.message.includes('depth');
    const reason = message(isDeep ? 'onnx.description-deep' : 'onnx.description-broken', {});
    throw userError('onnx.damaged', { file: source.name, reason }, { cause });
  }
  if (!proto.graph) throw userError('onnx.not-a-model', { file: source.name });
  return proto;
}

/** Every tensor that is stored in a model: initializers, sparse ones, and those in attributes, at any depth. */
export function* storedTensors(model: onnx.ModelProto): Iterable<onnx.TensorProto> {
  if (model.graph) yield* tensorsOfGraph(model.graph);
  for (const { node, attributeProto } of model.functions) {
    for (const each of node) yield* tensorsOfAttributes(each.attribute);
    yield* tensorsOfAttributes(attributeProto);
  }
  for (const each of model.trainingInfo) {
    if (each.initialization) yield* tensorsOfGraph(each.initialization);
    if (each.algorithm) yield* tensorsOfGraph(each.algorithm);
  }
}

function* tensorsOfGraph(graph: onnx.GraphProto): Iterable<onnx.TensorProto> {
  yield* graph.initializer;
  for (const sparse of graph.sparseInitializer) yield* tensorsOfSparse(sparse);
  for (const node of graph.node) yield* tensorsOfAttributes(node.attribute);
}

function* tensorsOfAttributes(attributes: readonly onnx.AttributeProto[]): Iterable<onnx.TensorProto> {
  for (const attribute of attributes) {
    if (attribute.t) yield attribute.t;
    yield* attribute.tensors;
    if (attribute.sparseTensor) yield* tensorsOfSparse(attribute.sparseTensor);
    for (const sparse of attribute.sparseTensors) yield* tensorsOfSparse(sparse);
    if (attribute.g) yield* tensorsOfGraph(attribute.g);
    for (const graph of attribute.graphs) yield* tensorsOfGraph(graph);
  }
}

function* tensorsOfSparse(sparse: onnx.SparseTensorProto): Iterable<onnx.TensorProto> {
  if (sparse.values) yield sparse.values;
  if (sparse.indices) yield sparse.indices;
}

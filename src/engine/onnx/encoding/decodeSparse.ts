import { userError } from '../../../protocol/userError.ts';
import { setAttribute, tensorValue } from '../attributes.ts';
import { constantAttribute } from '../constantNode.ts';
import { elementsOf } from '../elements/storedElements.ts';
import { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model } from '../model.ts';
import { densify } from '../sparse.ts';
import { elementCount } from '../tensor.ts';
import { findBitmaps, type FoundBitmap } from './bitmapNodes.ts';
import { isPackable } from './survey.ts';
import { UnpackedBytes } from './unpackedBytes.ts';

/**
 * Makes weights that are stored without their zeros dense initializers again, in place; nothing else changes. Bitmaps are unpacked
 * only when somebody reads the weight; sparse tensors, whose elements may lie in any order, now.
 * @returns whether there was any such weight
 * @throws UserError where the parts of a weight do not fit each other
 */
export function decodeSparse(model: Model): boolean {
  let changed = unpackBitmaps(model);
  for (const graph of model.graphs()) changed = densifyGraph(model, graph) || changed;
  return changed;
}

/** @returns whether there were any */
function unpackBitmaps(model: Model): boolean {
  const bitmaps = findBitmaps(model);
  for (const bitmap of bitmaps) unpack(model, bitmap);
  for (const name of new Set(bitmaps.flatMap(({ constants }) => constants))) removeUnread(model.graph, name);
  return bitmaps.length > 0;
}

/**
 * A copy in which weights stand for themselves that nodes unpack from maps of bits, else the model itself. Nothing of their values is read;
 * sparse tensors stay as they are.
 * @throws UserError where the parts of a weight do not fit each other
 */
export function withoutBitmaps(model: Model): Model {
  if (findBitmaps(model).length === 0) return model;
  const copy = model.clone();
  unpackBitmaps(copy);
  return copy;
}

function unpack(model: Model, { weight, nodes, ...parts }: FoundBitmap): void {
  const { graph, file } = model;
  const stored = (name: string): onnx.TensorProto => graph.initializer(name)!;
  const fail = (): never => {
    throw userError('pruneWeights.bad-encoding', { file, tensor: weight });
  };
  const shape = model.read(stored(parts.shape));
  const bitmap = model.read(stored(parts.bitmap));
  const values = elementsOf(model, stored(parts.values));
  const dims = shape.data instanceof BigInt64Array ? Array.from(shape.data, Number) : fail();
  const bits = bitmap.type === 'uint8' && bitmap.data instanceof Uint8Array ? bitmap.data : fail();
  if (values.kind !== 'numbers' || !isPackable(values.type) || !dims.every((dim) => dim > 0)) return fail();
  const count = elementCount(dims);
  const declared = parts.count === undefined ? bits.length * 8 : Number(model.read(stored(parts.count)).data[0]);
  const padding = (bits.at(-1) ?? 0) >>> (count % 8 || 8);
  if (declared !== count || bits.length !== Math.ceil(count / 8) || padding !== 0) fail();
  const source = new UnpackedBytes(file, bits, values, count);
  if (bitmap.dims.join() !== `${bits.length},1` || values.dims.join() !== `${source.others + 1}`) fail();
  for (const node of nodes) graph.remove(node);
  graph.removeValueInfo(weight);
  const tensor = model.tensor(weight, values.type, dims, []);
  tensor.payload = model.payloads.add({ encoding: 'raw', pieces: [{ source, offset: 0, length: source.size }] });
  graph.addInitializer(tensor);
}

function removeUnread(graph: Graph, name: string): void {
  if (graph.consumers(name).size === 0 && !graph.isOutput(name)) graph.removeInitializer(name);
}

function densifyGraph(model: Model, graph: Graph): boolean {
  let changed = false;
  for (const sparse of [...graph.sparseInitializers]) {
    const name = sparse.values?.name ?? '';
    const tensor = denseTensor(model, name, sparse);
    const listed = graph.isInput(name) ? graph.valueInfo(name) : undefined;
    graph.removeInitializer(name);
    graph.addInitializer(tensor);
    if (listed !== undefined) graph.addInput(listed);
    changed = true;
  }
  for (const node of graph.nodes) {
    const sparse = constantAttribute(node);
    if (!(sparse instanceof onnx.SparseTensorProto)) continue;
    node.attribute = [];
    setAttribute(node, 'value', tensorValue(denseTensor(model, node.output[0] ?? '', sparse)));
    changed = true;
  }
  return changed;
}

function denseTensor(model: Model, name: string, sparse: onnx.SparseTensorProto): onnx.TensorProto {
  const { type, dims, data } = densify(sparse, (each) => model.read(each), model.file);
  return model.tensor(name, type, dims, data);
}

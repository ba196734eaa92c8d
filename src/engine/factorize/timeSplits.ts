import { normalNumbers, seededRandom } from '../data/random.ts';
import type { Feeds } from '../data/dataset.ts';
import { layerMatrix, type LayerMatrix } from '../linear/layerMatrix.ts';
import { type Matrix, matrix } from '../linear/matrix.ts';
import { makeNode } from '../onnx/attributes.ts';
import { elementTypeCode } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import { Model } from '../onnx/model.ts';
import { storeReals } from '../onnx/reals.ts';
import { elementCount } from '../onnx/tensor.ts';
import { type SessionOptions, withSession, type Session } from '../runtime/session.ts';
import { alternateBlocks, type BlockTimes } from './alternateBlocks.ts';
import type { FactorForm } from './forms/factorForms.ts';
import { splitLayer, storeFactors } from './splitLayer.ts';

/** A way to split a layer, with its rank. */
export interface Split {
  readonly form: FactorForm;
  readonly rank: number;
}

export interface TimingOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Times a layer alone and its splits, all in turns, on made-up numbers of the shape that it reads: how long a kernel takes does not
 * depend on them.
 * @param dims shape of what the layer reads
 * @returns the block times of the layer, then those of each split
 */
export async function timeSplits(
  model: Model,
  layer: LayerMatrix,
  dims: readonly number[],
  splits: readonly Split[],
  { threads, signal }: TimingOptions,
): Promise<BlockTimes> {
  const random = normalNumbers(seededRandom(1));
  const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, random);
  const feeds: Feeds = new Map([
    [layer.input, { type: layer.type, dims, data: storeReals(layer.type, numbers(elementCount(dims))) }],
  ]);
  const models = [undefined, ...splits].map((split) => {
    const alone = layerAlone(model, layer, dims.length);
    if (split !== undefined)
      splitAlone(alone, split, (rows, columns) => matrix(rows, columns, numbers(rows * columns)));
    return alone;
  });
  const options = threads === undefined ? {} : { threads };
  return withSessions(models, options, (sessions) => alternateBlocks(sessions, feeds, { signal }));
}

/**
 * A model of one layer, which shares its weights. Its output is the shape of what the layer writes, so that no time goes into
 * handing that out; dimensions of the input are open, so that the shape is not known beforehand and the layer really runs.
 */
function layerAlone(model: Model, layer: LayerMatrix, rank: number): Model {
  const { graph } = model;
  const { Dimension } = onnx.TensorShapeProto;
  const dim = Array.from({ length: rank }, (_, axis) => Dimension.create({ dimParam: `d${axis}` }));
  const tensorType = onnx.TypeProto.Tensor.create({
    elemType: elementTypeCode(layer.type),
    shape: onnx.TensorShapeProto.create({ dim }),
  });
  const { irVersion, opsetImport } = model.proto;
  const copy = onnx.GraphProto.create({
    name: 'layer',
    input: [onnx.ValueInfoProto.create({ name: layer.input, type: onnx.TypeProto.create({ tensorType }) })],
  });
  const alone = new Model(
    model.file,
    onnx.ModelProto.create({ irVersion, opsetImport, graph: copy }),
    model.payloads.extended(),
    model.sources,
  );
  const node = onnx.NodeProto.decode(onnx.NodeProto.encode(layer.node).finish());
  for (const name of new Set(node.input)) {
    const stored = name === '' || name === layer.input ? undefined : model.stored(graph, name);
    if (stored instanceof onnx.TensorProto) alone.graph.addInitializer(named(stored, name));
    else if (stored !== undefined) alone.graph.addSparseInitializer(stored);
  }
  alone.graph.add(node);
  const shape = alone.graph.freshName('shape');
  alone.graph.add(makeNode('Shape', [layer.output], [shape]));
  alone.graph.addOutput(onnx.ValueInfoProto.create({ name: shape }));
  return alone;
}

/** The value of a Constant node need not have the name under which it is read. The payload is shared. */
function named(stored: onnx.TensorProto, name: string): onnx.TensorProto {
  if (stored.name === name) return stored;
  const copy = onnx.TensorProto.decode(onnx.TensorProto.encode(stored).finish());
  copy.name = name;
  return copy;
}

function splitAlone(alone: Model, { form, rank }: Split, numbers: (rows: number, columns: number) => Matrix): void {
  const [node] = alone.graph.nodes;
  const layer = node && layerMatrix(alone, alone.graph, node);
  if (layer === undefined) throw new TypeError('the layer alone is no layer');
  const { outputs, inputs, weight, form: layerForm } = layer;
  const [high = 1, wide = 1] = layerForm.kind === 'convolution' ? layerForm.kernel : [];
  const [narrow, spread] = form.kind === 'spatial' ? [(inputs / (high * wide)) * high, wide] : [inputs, 1];
  const factors = { first: numbers(rank, narrow), second: numbers(outputs, rank * spread) };
  splitLayer(alone, layer, form.kind, storeFactors(alone, layer, form.kind, factors), (name) => name);
  alone.graph.removeInitializer(weight);
}

async function withSessions<T>(
  models: readonly Model[],
  options: SessionOptions,
  use: (sessions: readonly Session[]) => Promise<T>,
): Promise<T> {
  const [first, ...others] = models;
  if (first === undefined) return use([]);
  return withSession(first, options, (session) =>
    withSessions(others, options, (sessions) => use([session, ...sessions])),
  );
}

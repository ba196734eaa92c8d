import Long from 'long';
import { attribute, int, setAttribute } from '../../../onnx/attributes.ts';
import { seededRandom } from '../../../data/random.ts';
import type { Feeds } from '../../../data/dataset.ts';
import { byteLength, elementTypeCode } from '../../../onnx/elementType.ts';
import { onnx } from '../../../onnx/generated/onnx.js';
import { Model, type TensorHeader } from '../../../onnx/model.ts';
import { PayloadTable } from '../../../onnx/payload.ts';
import { type DenseTensor, elementCount } from '../../../onnx/tensor.ts';
import { untyped } from '../../../runtime/probedModel.ts';

/** A layer with certain sizes, and nothing else of its model. */
export interface LayerShape {
  readonly node: onnx.NodeProto;
  /** Types and shapes of its inputs, in their order; undefined for those that are left out. */
  readonly inputs: readonly (TensorHeader | undefined)[];
  /** Which of them are in the file. */
  readonly stored: readonly boolean[];
}

/** A layer alone as a model, and what it is fed. */
export interface LayerModel {
  readonly model: Model;
  readonly feeds: Feeds;
}

const operators: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul']);

/** Whether a layer is of those whose time depends on channels in steps, and can run alone. */
export function isMeasurable(shape: LayerShape): boolean {
  const { node, inputs, stored } = shape;
  const standard = node.domain === '' || node.domain === 'ai.onnx';
  return (
    standard &&
    operators.has(node.opType) &&
    (stored[1] === true || node.opType === 'MatMul') &&
    inputs.every((header, index) => (header === undefined ? node.input[index] === '' : header.type === 'float32')) &&
    inputs.every((header) => header === undefined || elementCount(header.dims) > 0) &&
    Number.isInteger(groupsOf(shape) ?? 1)
  );
}

/** Bytes of everything that a layer reads. */
export function bytesRead({ inputs }: LayerShape): number {
  return inputs.reduce(
    (sum, header) => sum + (header === undefined ? 0 : byteLength(header.type, elementCount(header.dims))),
    0,
  );
}

/** What two layers have in common that take the same time. */
export function signatureOf({ node, inputs, stored }: LayerShape): string {
  const attributes = node.attribute.map((each) =>
    Buffer.from(onnx.AttributeProto.encode(each).finish()).toString('base64'),
  );
  return JSON.stringify([node.opType, attributes, inputs.map((header) => header?.dims ?? null), stored]);
}

/** The layer with made-up numbers, which do not change its time. @param opsets those of its model */
export function layerModel(shape: LayerShape, opsets: onnx.ModelProto): LayerModel {
  const { node, inputs, stored } = shape;
  const names = inputs.map((header, index) => (header === undefined ? '' : `input.${index}`));
  const graph = onnx.GraphProto.create({ name: 'layer' });
  const proto = onnx.ModelProto.create({ irVersion: opsets.irVersion, opsetImport: opsets.opsetImport, graph });
  const alone = onnx.NodeProto.create({
    opType: node.opType,
    attribute: [...node.attribute],
    input: names,
    output: ['output'],
  });
  const groups = groupsOf(shape);
  if (groups !== undefined) setAttribute(alone, 'group', int(groups));
  graph.node.push(alone);
  graph.output.push(untyped('output'));
  const model = new Model('layer.onnx', proto, new PayloadTable(), []);
  const feeds = new Map<string, DenseTensor>();
  inputs.forEach((header, index) => {
    if (header === undefined) return;
    const name = names[index]!;
    const data = numbers(elementCount(header.dims), index);
    if (stored[index] === true) model.graph.addInitializer(model.tensor(name, 'float32', header.dims, data));
    else {
      model.graph.addInput(declared(name, header));
      feeds.set(name, { type: 'float32', dims: header.dims, data });
    }
  });
  return { model, feeds };
}

/** Groups of a convolution whose channels changed: depthwise ones have fewer. */
function groupsOf({ node, inputs: [data, weight] }: LayerShape): number | undefined {
  const channels = data?.dims[1];
  const [first, second] = weight?.dims ?? [];
  if (channels === undefined || first === undefined || second === undefined) return undefined;
  if (node.opType === 'Conv') return channels / second;
  const groups = attribute(node, 'group')?.i.toNumber() ?? 1;
  return node.opType === 'ConvTranspose' && groups > channels ? channels : undefined;
}

function declared(name: string, { type, dims }: TensorHeader): onnx.ValueInfoProto {
  const { Dimension } = onnx.TensorShapeProto;
  const shape = onnx.TensorShapeProto.create({
    dim: dims.map((dim) => Dimension.create({ dimValue: Long.fromNumber(dim) })),
  });
  const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode(type), shape });
  return onnx.ValueInfoProto.create({ name, type: onnx.TypeProto.create({ tensorType }) });
}

/** Neither zeros, which kernels may pass over, nor numbers so small that they are slow. */
function numbers(count: number, seed: number): Float32Array {
  const uniform = seededRandom(seed);
  const data = new Float32Array(count);
  const period = Math.min(count, 4096);
  for (let index = 0; index < period; index++) data[index] = (uniform() + 0.5) / 16;
  for (let filled = period; filled < count; filled *= 2) data.copyWithin(filled, 0, Math.min(filled, count - filled));
  return data;
}

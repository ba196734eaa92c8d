import Long from 'long';
import { UserError } from '../../../protocol/userError.ts';
import type { SparseStorage } from '../../../protocol/options/pruneWeights.ts';
import { constantAttribute } from '../constantNode.ts';
import { bitsPerElement, elementTypeCode } from '../elementType.ts';
import { elementsOf } from '../elements/storedElements.ts';
import { encodeModel } from '../encode.ts';
import { onnx } from '../generated/onnx.js';
import type { Model } from '../model.ts';
import { view } from '../tensor.ts';
import { oldestOpset } from '../upgrade/registry.ts';
import { upgradeOpset } from '../upgrade/upgrade.ts';
import { bitmapOpset, BitmapWriter } from './bitmapNodes.ts';
import { packBits, packIndices } from './packedBits.ts';
import { indexType, type StoredForm, storedForm } from './storedForm.ts';
import { isPackable, survey, type Survey } from './survey.ts';

/** How a weight lies in the file now. */
export interface EncodedWeight {
  readonly tensor: string;
  readonly form: Exclude<StoredForm, 'dense'>;
  /** Bytes of its elements before, and of all that stands for them after. */
  readonly bytes: { readonly before: number; readonly after: number };
}

/** What storing without zeros came to. */
export interface SparseEncoding {
  readonly weights: readonly EncodedWeight[];
  /** Of the whole model with its weights, as it would be saved. */
  readonly bytes: { readonly before: number; readonly after: number };
}

/** A weight that is worth another form. */
interface Choice {
  readonly name: string;
  readonly stored: onnx.TensorProto;
  readonly surveyed: Survey;
  readonly form: Exclude<StoredForm, 'dense'>;
  readonly bytes: number;
}

/**
 * Stores the weights of the main graph without their zeros where that takes fewer bytes, in place; the last step before saving. What
 * the model computes stays the same to the bit. The runtime makes sparse initializers dense and folds the nodes of bitmaps while it
 * loads the model, before it looks for weights to fuse or rearrange. Bitmaps need version 11 of the operators: the model is raised to it
 * where rules lead there. Weights are read in pieces, one at a time.
 * @param tensors names of the weights that may change their form; all unless given
 * @throws UserError where a weight is damaged
 */
export function encodeSparse(model: Model, storage: SparseStorage, tensors?: Iterable<string>): SparseEncoding {
  const before = sizeOf(model);
  const nothing = { weights: [], bytes: { before, after: before } };
  const allowed = possible(model, storage);
  if (allowed === undefined || allowed === 'dense') return nothing;
  const choices = choose(model, allowed, tensors === undefined ? undefined : new Set(tensors));
  if (choices.length === 0) return nothing;
  if (choices.some(({ form }) => form === 'bitmap')) upgradeOpset(model, bitmapOpset);
  const writer = new BitmapWriter(model);
  const weights = choices.map((choice) => {
    const { name, form, stored } = choice;
    const bytes = { before: byteLengthOf(choice.surveyed), after: choice.bytes };
    const elements = numeric(model, stored);
    removeStored(model, name);
    if (form === 'sparse') addSparse(model, choice, elements);
    else addBitmap(model, writer, choice, elements);
    return { tensor: name, form, bytes };
  });
  return { weights, bytes: { before, after: sizeOf(model) } };
}

/** Bytes of the file with everything inside. */
export function sizeOf(model: Model): number {
  return encodeModel(model, () => ({ kind: 'inline' })).size;
}

/** The forms that the version of the model allows; undefined where it names none. */
export function possible(model: Model, storage: SparseStorage): SparseStorage | undefined {
  const opset = model.opset();
  if (storage === 'dense' || storage === 'sparse' || opset === undefined || opset >= bitmapOpset) return storage;
  const without = storage === 'auto' ? 'sparse' : 'dense';
  if (opset < oldestOpset) return without;
  try {
    upgradeOpset(model.clone(), bitmapOpset);
    return storage;
  } catch (cause) {
    if (cause instanceof UserError) return without;
    throw cause;
  }
}

function choose(model: Model, storage: SparseStorage, wanted: ReadonlySet<string> | undefined): readonly Choice[] {
  const choices: Choice[] = [];
  for (const [name, stored] of storedWeights(model)) {
    if (wanted?.has(name) === false || !mayMove(model, name)) continue;
    const elements = isPackable(model.header(stored).type) ? numeric(model, stored) : undefined;
    if (elements === undefined) continue;
    const surveyed = survey(elements);
    const { form, bytes } = storedForm(name, surveyed, storage);
    if (form !== 'dense') choices.push({ name, stored, surveyed, form, bytes });
  }
  return choices;
}

function* storedWeights(model: Model): Iterable<readonly [string, onnx.TensorProto]> {
  for (const tensor of model.graph.initializers) yield [tensor.name, tensor];
  for (const node of model.graph.nodes) {
    const tensor = constantAttribute(node);
    if (tensor instanceof onnx.TensorProto) yield [node.output[0] ?? '', tensor];
  }
}

/** Whether nobody outside knows the weight: neither callers, who may feed those that are inputs, nor who reads the outputs. */
function mayMove({ graph, proto }: Model, name: string): boolean {
  const listedOnly = proto.irVersion.toNumber() < 4;
  return name !== '' && !graph.isOutput(name) && (listedOnly || !graph.isInput(name));
}

function numeric(model: Model, stored: onnx.TensorProto) {
  const elements = elementsOf(model, stored);
  if (elements.kind !== 'numbers') throw new TypeError(`${stored.name} has no numbers`);
  return elements;
}

function byteLengthOf({ type, count }: Survey): number {
  return (count * bitsPerElement(type)) / 8;
}

function removeStored({ graph }: Model, name: string): void {
  const producer = graph.producer(name);
  if (producer === undefined) graph.removeInitializer(name);
  else graph.remove(producer);
}

type Elements = ReturnType<typeof numeric>;

function addSparse(model: Model, { name, surveyed }: Choice, elements: Elements): void {
  const type = indexType(elements.count);
  const length = Math.max(1, elements.count - surveyed.zeros);
  const indices =
    type === 'int16' ? new Int16Array(length) : type === 'int32' ? new Int32Array(length) : new BigInt64Array(length);
  const values = packIndices(elements, indices);
  model.graph.addSparseInitializer(
    onnx.SparseTensorProto.create({
      values: model.tensor(name, elements.type, [length], view(elements.type, values)),
      indices: model.tensor('', type, [length], indices),
      dims: elements.dims.map((dim) => Long.fromNumber(dim)),
    }),
  );
}

function addBitmap(model: Model, writer: BitmapWriter, { name, surveyed }: Choice, elements: Elements): void {
  const { graph } = model;
  const { type, dims, count } = elements;
  const { bitmap, values } = packBits(elements, surveyed);
  const store = (
    part: string,
    ...tensor: Parameters<Model['tensor']> extends [string, ...infer Rest] ? Rest : never
  ) => {
    const called = graph.freshName(`${name}/${part}`);
    graph.addInitializer(model.tensor(called, ...tensor));
    return called;
  };
  writer.add({
    weight: name,
    bitmap: store('bitmap', 'uint8', [bitmap.length, 1], bitmap),
    values: store('values', type, [surveyed.others + 1], view(type, values)),
    shape: store('shape', 'int64', [dims.length], BigInt64Array.from(dims, BigInt)),
    count: count % 8 === 0 ? undefined : store('count', 'int64', [1], BigInt64Array.of(BigInt(count))),
  });
  if (graph.valueInfo(name) === undefined) graph.addValueInfo(declaration(name, type, dims));
}

/** Type and shape for those who ask the file, since no weight says them any more. */
function declaration(name: string, type: Elements['type'], dims: readonly number[]): onnx.ValueInfoProto {
  const { Dimension } = onnx.TensorShapeProto;
  const shape = onnx.TensorShapeProto.create({
    dim: dims.map((dim) => Dimension.create({ dimValue: Long.fromNumber(dim) })),
  });
  const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode(type), shape });
  return onnx.ValueInfoProto.create({ name, type: onnx.TypeProto.create({ tensorType }) });
}

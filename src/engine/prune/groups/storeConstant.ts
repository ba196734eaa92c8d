import { setAttribute, tensorValue } from '../../onnx/attributes.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';

/** Puts another value, of any shape, in the place of a constant of the main graph. Sparse ones are stored dense from then on. */
export function storeConstant(model: Model, name: string, { type, dims, data }: DenseTensor): void {
  const { graph } = model;
  const tensor = model.tensor(name, type, dims, data);
  const initializer = graph.initializer(name);
  if (initializer !== undefined) {
    replace(initializer, tensor);
    return;
  }
  const producer = graph.producer(name);
  if (producer !== undefined) {
    producer.attribute = [];
    setAttribute(producer, 'value', tensorValue(tensor));
    return;
  }
  const declared = graph.isInput(name) ? graph.valueInfo(name) : undefined;
  graph.removeInitializer(name);
  graph.addInitializer(tensor);
  if (declared !== undefined) graph.addInput(declared);
}

/** Gives a tensor of the file what another holds; it keeps its place, its name and what is written about it. */
function replace(tensor: onnx.TensorProto, { dims, payload, stringData }: onnx.TensorProto): void {
  const empty = onnx.TensorProto.create();
  const { rawData, floatData, int32Data, int64Data, doubleData, uint64Data, externalData, dataLocation } = empty;
  Object.assign(tensor, { rawData, floatData, int32Data, int64Data, doubleData, uint64Data, externalData });
  Object.assign(tensor, { dims, payload, stringData, dataLocation });
}

import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import { readsOnlyShape } from '../plan/readers.ts';
import type { PlannedTensor } from '../plan/plan.ts';
import type { QuantizationParameters } from '../scheme.ts';
import { quantizeTensor } from '../schemeTensor.ts';
import { addDequantize, addQuantize, storeParameters, type StoredParameters } from './pair.ts';
import { storedIntegers } from './storedIntegers.ts';

/** Writes the Q and DQ of activations, each tensor once, with the parameters of its root stored once. */
export class ActivationQuantizer {
  private readonly model: Model;
  private readonly graph: Graph;
  private readonly isInteger: (node: onnx.NodeProto) => boolean;
  private readonly isLeftToQuantizer: (node: onnx.NodeProto) => boolean;
  private readonly stored = new Map<string, StoredParameters>();

  /** @param isLeftToQuantizer whether a node is a Relu or Clip whose work the conversion after it does */
  constructor(
    model: Model,
    isInteger: (node: onnx.NodeProto) => boolean,
    isLeftToQuantizer: (node: onnx.NodeProto) => boolean,
  ) {
    this.model = model;
    this.graph = model.graph;
    this.isInteger = isInteger;
    this.isLeftToQuantizer = isLeftToQuantizer;
  }

  /** Puts Q and DQ between a tensor and those that are to read integers. @returns the name of the DQ's output */
  write(planned: PlannedTensor, parameters: QuantizationParameters): string {
    const { tensor } = planned;
    const stored = this.parametersOf(planned, parameters);
    const producer = this.graph.producer(tensor);
    const origins = producer === undefined ? [] : this.graph.origins(producer);
    const readers = [...this.graph.consumers(tensor)];
    const isConstant = this.model.constantHeader(this.graph, tensor) !== undefined;
    const leaves = this.graph.isOutput(tensor) && planned.integerOnly && producer !== undefined;
    const source = leaves ? this.renameOutput(producer, tensor) : tensor;
    const integers = isConstant
      ? this.storeConstant(tensor, parameters)
      : addQuantize(this.graph, source, tensor, stored, origins);
    const floats = leaves ? tensor : this.graph.freshName(`${tensor}_dequantized`);
    addDequantize(this.graph, integers, floats, stored, origins);
    for (const reader of readers) {
      if (readsOnlyShape(reader)) this.graph.replaceUses(tensor, integers, (node) => node === reader);
      else if ((planned.integerOnly || this.readsIntegers(reader, producer)) && !leaves) {
        this.graph.replaceUses(tensor, floats, (node) => node === reader);
      }
    }
    return floats;
  }

  /** A Relu or Clip that vanishes reads floats where there are any, unless they would keep another such node alive. */
  private readsIntegers(reader: onnx.NodeProto, producer: onnx.NodeProto | undefined): boolean {
    if (!this.isInteger(reader)) return false;
    return !this.isLeftToQuantizer(reader) || (producer !== undefined && this.isLeftToQuantizer(producer));
  }

  /** The name of a tensor of the graph's outputs stays with what leaves the graph. */
  private renameOutput(producer: onnx.NodeProto, tensor: string): string {
    const name = this.graph.freshName(`${tensor}_before_quantizing`);
    this.graph.setOutput(producer, producer.output.indexOf(tensor), name);
    return name;
  }

  private parametersOf(planned: PlannedTensor, parameters: QuantizationParameters): StoredParameters {
    const known = this.stored.get(planned.root);
    if (known !== undefined) return known;
    const stored = storeParameters(this.model, planned.root, parameters);
    this.stored.set(planned.root, stored);
    return stored;
  }

  private storeConstant(tensor: string, parameters: QuantizationParameters): string {
    const constant = this.model.constant(this.graph, tensor);
    if (!(constant?.data instanceof Float32Array)) throw new Error(`${tensor} is not a float32 constant`);
    const integers = quantizeTensor(constant.data, parameters);
    const name = this.graph.freshName(`${tensor}_quantized`);
    this.graph.addInitializer(storedIntegers(this.model, name, parameters.type, constant.dims, integers));
    return name;
  }
}

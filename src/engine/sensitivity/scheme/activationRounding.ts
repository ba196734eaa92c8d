import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { addDequantize, addQuantize, storeParameters, type StoredParameters } from '../../quantize/apply/pair.ts';
import type { ParametersOf } from '../../quantize/apply/planParameters.ts';
import type { QuantizationPlan } from '../../quantize/plan/plan.ts';
import { dequantizeTensor, quantizeTensor } from '../../quantize/schemeTensor.ts';
import type { RoundedConstants } from './roundedConstants.ts';

/**
 * Rounds activations of single nodes to the integers of a plan and back, in place, in a model or a part of it: a Q and DQ for
 * each tensor, read by those nodes alone.
 */
export class ActivationRounding {
  private readonly part: Model;
  private readonly plan: QuantizationPlan;
  private readonly parametersOf: ParametersOf;
  private readonly constants: RoundedConstants;
  private readonly stored = new Map<string, StoredParameters>();
  /** The rounded form of tensors that others read as they are. */
  private readonly rounded = new Map<string, string>();
  /** Tensors that are rounded for everybody. */
  private readonly results = new Set<string>();

  constructor(part: Model, plan: QuantizationPlan, parametersOf: ParametersOf, constants: RoundedConstants) {
    this.part = part;
    this.plan = plan;
    this.parametersOf = parametersOf;
    this.constants = constants;
  }

  /** Rounds a tensor where it is written, if the plan writes it as nothing but integers. */
  result(tensor: string): void {
    if (this.plan.tensors.get(tensor)?.integerOnly !== true || this.results.has(tensor)) return;
    const { graph } = this.part;
    const producer = graph.producer(tensor);
    if (producer === undefined) throw new Error(`nothing writes ${tensor}`);
    const before = graph.freshName(`${tensor}_before_rounding`);
    graph.setOutput(producer, producer.output.indexOf(tensor), before);
    this.link(before, tensor, tensor);
    this.results.add(tensor);
  }

  /** Lets one input of a node read the rounded form of what it reads, if the plan has it as integers. */
  input(node: onnx.NodeProto, index: number): void {
    const tensor = node.input[index] ?? '';
    // What is on the grid already stays on it when it is rounded again.
    if (!this.plan.tensors.has(tensor) || this.results.has(tensor)) return;
    this.part.graph.setInput(node, index, this.roundedForm(tensor));
  }

  private roundedForm(tensor: string): string {
    const known = this.rounded.get(tensor);
    if (known !== undefined) return known;
    const name = this.isConstant(tensor)
      ? this.roundedConstant(tensor)
      : this.part.graph.freshName(`${tensor}_rounded`);
    if (!this.isConstant(tensor)) this.link(tensor, name, tensor);
    this.rounded.set(tensor, name);
    return name;
  }

  private isConstant(tensor: string): boolean {
    return this.plan.tensors.get(tensor)?.constant === true;
  }

  private roundedConstant(tensor: string): string {
    const constant = this.part.constant(this.part.graph, tensor);
    const parameters = this.parametersOf(tensor);
    if (!(constant?.data instanceof Float32Array) || parameters === undefined) {
      throw new Error(`${tensor} is not a float32 constant of the plan`);
    }
    const { data, dims } = constant;
    return this.constants.store(tensor, parameters, dims, () =>
      dequantizeTensor(quantizeTensor(data, parameters), parameters),
    );
  }

  /** Adds Q and DQ from one name to another. */
  private link(from: string, to: string, tensor: string): void {
    const { graph } = this.part;
    const stored = this.storedParameters(tensor);
    const producer = graph.producer(from);
    const origins = producer === undefined ? [] : graph.origins(producer);
    addDequantize(graph, addQuantize(graph, from, tensor, stored, origins), to, stored, origins);
  }

  private storedParameters(tensor: string): StoredParameters {
    const root = this.plan.tensors.get(tensor)?.root ?? tensor;
    const known = this.stored.get(root);
    if (known !== undefined) return known;
    const parameters = this.parametersOf(tensor);
    if (parameters === undefined) throw new Error(`${tensor} is not quantized by the plan`);
    const stored = storeParameters(this.part, root, parameters);
    this.stored.set(root, stored);
    return stored;
  }
}

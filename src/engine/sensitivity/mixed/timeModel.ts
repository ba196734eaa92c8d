import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { elementCount } from '../../onnx/tensor.ts';
import { integerNodes, type QuantizationPlan } from '../../quantize/plan/plan.ts';
import { isQuantizeOrDequantize } from '../../runtime/integerKernels.ts';
import type { NodeTimes } from '../../profile/nodeTimes.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';

/** A model in float and quantized as a whole, each with the times of its nodes. */
export interface TimedModels {
  readonly float: Model;
  readonly types: TensorTypes;
  readonly floatTimes: NodeTimes;
  readonly quantized: Model;
  readonly quantizedTimes: NodeTimes;
}

/** A conversion that no kernel was seen to do takes as long for an element as on a slow machine: milliseconds. */
const unseenConversion = 2e-6;

/**
 * How long a plan's model is expected to run: the times of its nodes, float or integer, and of the conversions between
 * integers and real numbers where one kind of node reads what the other wrote.
 */
export class TimeModel {
  private readonly models: TimedModels;
  private readonly asFloat = new Map<NodeId, number>();
  private readonly asInteger = new Map<NodeId, number>();
  private readonly perElement: number;

  constructor(models: TimedModels) {
    this.models = models;
    const { float, floatTimes, quantized, quantizedTimes } = models;
    for (const node of float.graph.nodes) {
      const id = float.graph.id(node);
      this.asFloat.set(id, floatTimes.nodes.get(node) ?? 0);
      const same = computing(quantized, node.output.find((tensor) => tensor !== '') ?? '');
      this.asInteger.set(id, (same === undefined ? undefined : quantizedTimes.nodes.get(same)) ?? 0);
    }
    const { milliseconds, elements } = quantizedTimes.conversions;
    this.perElement = elements > 0 ? milliseconds / elements : unseenConversion;
  }

  /** Milliseconds of one run. */
  of(plan: QuantizationPlan): number {
    const integers = integerNodes(plan);
    let milliseconds = this.convertedElements(plan, integers) * this.perElement;
    for (const { node } of plan.nodes) {
      milliseconds += (integers.has(node) ? this.asInteger : this.asFloat).get(node) ?? 0;
    }
    return milliseconds;
  }

  private convertedElements(plan: QuantizationPlan, integers: ReadonlySet<NodeId>): number {
    const { float, types } = this.models;
    const { graph } = float;
    let elements = 0;
    for (const { tensor, integerOnly, constant } of plan.tensors.values()) {
      if (constant) continue;
      const readAsFloat = [...graph.consumers(tensor)].some((reader) => !integers.has(graph.id(reader)));
      if (!integerOnly || readAsFloat || graph.isOutput(tensor))
        elements += elementCount(types.get(tensor)?.dims ?? []);
    }
    return elements;
  }
}

/** The node of a quantized model that computes a tensor of the float one: behind conversions, and what keeps them away. */
function computing({ graph }: Model, tensor: string): onnx.NodeProto | undefined {
  let node = graph.producer(tensor);
  while (node !== undefined && (isQuantizeOrDequantize(node) || (node.opType === 'Max' && node.input.length === 1))) {
    node = graph.producer(node.input[0] ?? '');
  }
  return node;
}

import type { Message } from '../../../protocol/messages/message.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { ObserverName, QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { Preset } from '../presets.ts';
import type { QuantizedType, Range } from '../scheme.ts';

/**
 * What a node computes on: `integer` and `float` are what they say; `none` is for nodes without real numbers (shapes,
 * indices, conditions), which quantization does not concern.
 */
export type Precision = 'integer' | 'float' | 'none';

export interface PlannedNode {
  readonly node: NodeId;
  readonly name: string;
  readonly operator: string;
  /** The nodes of the user's file it stands for. */
  readonly origins: readonly NodeId[];
  readonly precision: Precision;
  readonly reason: Message;
}

/** A tensor that is quantized while the model runs. */
export interface PlannedTensor {
  readonly tensor: string;
  /** The tensor whose parameters it has: itself, or that which a chain of carrying nodes brought here. */
  readonly root: string;
  /** Whether all its readers get it from integers, because its producer writes nothing else; if not, integer nodes do. */
  readonly integerOnly: boolean;
  /** Whether it is stored in the file and does not depend on the inputs: its own values give the range. */
  readonly constant: boolean;
  readonly type: QuantizedType;
  readonly symmetric: boolean;
  readonly observer: ObserverName;
  /** The range where it is known beforehand: by the operator, or because the user gave it. */
  readonly range: Range | undefined;
  /** Quantized values may stand for nothing beyond these bounds, those of a Relu or Clip that vanishes because of it. */
  readonly limits: Range | undefined;
}

/** Which nodes become integer and how each tensor is quantized. Data: it can be printed, stored, varied and replayed. */
export interface QuantizationPlan {
  readonly preset: Preset;
  readonly percentile: number;
  /** What is different for single tensors, activations and weights. */
  readonly overrides: QuantizeStaticOptions['tensorOverrides'];
  /** Every node of the main graph, in the order they run. */
  readonly nodes: readonly PlannedNode[];
  /** By name, those that share the parameters of another too. */
  readonly tensors: ReadonlyMap<string, PlannedTensor>;
}

/** Ids of the nodes that a plan makes integer. */
export function integerNodes(plan: QuantizationPlan): ReadonlySet<NodeId> {
  return new Set(plan.nodes.filter((each) => each.precision === 'integer').map((each) => each.node));
}

/** The tensors whose values must be seen before the plan can be applied. */
export function observedTensors(plan: QuantizationPlan): readonly string[] {
  const roots = new Set<string>();
  for (const { root, range, constant } of plan.tensors.values()) if (range === undefined && !constant) roots.add(root);
  return [...roots];
}

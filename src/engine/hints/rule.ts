import type { Message } from '../../protocol/messages/message.ts';
import type { Hint } from '../../protocol/result/hint.ts';
import type { ModelProfile, ProfiledNode } from '../../protocol/result/profile.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import type { Machine } from '../runtime/machine.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';

/** What is known of a model. */
export interface HintInput {
  readonly model: Model;
  /** Types and shapes of tensors of the main graph, as far as they are known. */
  readonly types: TensorTypes;
  /** Where its time goes; without it only what the structure tells is found. */
  readonly profile?: ModelProfile;
  readonly machine: Machine;
}

/** What a rule finds: which nodes, and what that costs. */
export interface FoundHazard {
  /** Nodes of the main graph, the most important one first; empty where it is about the whole model. */
  readonly nodes: readonly onnx.NodeProto[];
  /** Milliseconds of one run that could be saved at most; undefined where it costs accuracy, or nothing was measured. */
  readonly milliseconds?: number;
  readonly hazard: Message;
  readonly remedy: Message;
  readonly action?: Hint['action'];
  readonly severity?: Hint['severity'];
}

/** Finds one kind of hazard. */
export interface HintRule {
  readonly name: string;
  find(facts: HintFacts): readonly FoundHazard[];
}

/** What rules look up. */
export class HintFacts {
  readonly model: Model;
  readonly types: TensorTypes;
  readonly profile: ModelProfile | undefined;
  readonly machine: Machine;
  private readonly profiled: ReadonlyMap<string, ProfiledNode>;

  constructor({ model, types, profile, machine }: HintInput) {
    this.model = model;
    this.types = types;
    this.profile = profile;
    this.machine = machine;
    this.profiled = new Map(profile?.nodes.map((node) => [node.node, node]));
  }

  /** What was measured of a node of the main graph. */
  of(node: onnx.NodeProto): ProfiledNode | undefined {
    return this.profiled.get(this.model.graph.id(node));
  }

  /** As what a node runs, or as what its kernel runs where that is another's; undefined where nothing was measured. */
  runs(node: onnx.NodeProto): 'integer' | 'float' | 'folded' | undefined {
    const own = this.of(node);
    const runs = own?.into === undefined ? own?.runs : this.profiled.get(own.into)?.runs;
    return runs === 'fused' ? undefined : runs;
  }

  /** Milliseconds of nodes in one run; undefined where nothing was measured. */
  milliseconds(nodes: Iterable<onnx.NodeProto>): number | undefined {
    if (this.profile === undefined) return undefined;
    let sum = 0;
    for (const node of new Set(nodes)) sum += this.of(node)?.milliseconds ?? 0;
    return sum;
  }

  /** Nodes in the order of what they cost, the costliest first. */
  byCost(nodes: readonly onnx.NodeProto[]): readonly onnx.NodeProto[] {
    return nodes.toSorted((a, b) => (this.of(b)?.milliseconds ?? 0) - (this.of(a)?.milliseconds ?? 0));
  }
}

import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { planDynamic } from '../quantize/dynamic/quantizeDynamic.ts';
import { requireIntegers } from '../quantize/plan/nothingInteger.ts';
import type { PlannedNode } from '../quantize/plan/plan.ts';
import { planStatic } from '../quantize/plan/planStatic.ts';
import type { TargetMachine } from '../quantize/presets.ts';
import { ruleFor } from '../quantize/rules/registry.ts';
import { declaredTypes } from '../runtime/tensorTypes.ts';

/** Which methods have something to work on. */
export interface PossibleMethods {
  readonly static: boolean;
  readonly dynamic: boolean;
}

/** A node with what both plans say of it as it stands in the file. */
interface Planned {
  readonly node: onnx.NodeProto;
  readonly statically: PlannedNode;
  readonly dynamically: PlannedNode;
}

/**
 * Which methods have something to work on, from the plans for the model as it stands in the file: it is neither prepared nor
 * run, and no weight is read. Where only that would tell, the answer is yes.
 * @throws UserError as quantizing would, where neither method has anything
 */
export function possibleMethods(model: Model, machine: TargetMachine): PossibleMethods {
  const types = declaredTypes(model);
  const statically = planStatic(model, quantizeStaticOptions.parse({}), { types, machine }).nodes;
  const dynamically = planDynamic(model, quantizeDynamicOptions.parse({}), machine);
  const planned: Planned[] = [];
  model.graph.inOrder().forEach((node, index) => {
    const [one, other] = [statically[index], dynamically[index]];
    if (one !== undefined && other !== undefined) planned.push({ node, statically: one, dynamically: other });
  });
  const possible = { static: isStaticPossible(planned), dynamic: isDynamicPossible(planned, model) };
  if (!possible.static && !possible.dynamic) requireIntegers(decisive(statically), model.file);
  return possible;
}

/** What stays as it is however the model is prepared: bodies of their own, and what is no arithmetic or quantized already. */
function isClosed({ statically: { precision, reason } }: Planned): boolean {
  return precision === 'none' || reason.code === 'reason.subgraph' || reason.code === 'reason.function';
}

function isStaticPossible(planned: readonly Planned[]): boolean {
  const roles = planned.filter((each) => !isClosed(each)).map(({ node }) => ruleFor(node)?.role);
  // What is light is only worth integers beside others: where somebody quantized those, it was left out.
  const isQuantized = planned.some(({ statically }) => statically.reason.code === 'reason.quantized-already');
  return roles.includes('compute') || (roles.includes('light') && !isQuantized);
}

/** Reasons that go when factors are folded into weights. */
const foldable: ReadonlySet<string> = new Set(['reason.gemm-alpha', 'reason.gemm-beta']);

function isDynamicPossible(planned: readonly Planned[], model: Model): boolean {
  const computed = planned.filter(({ statically }) => statically.reason.code === 'reason.constant');
  const constants = new Set(computed.flatMap(({ node }) => node.output));
  const isStored = (tensor: string): boolean =>
    constants.has(tensor) || model.constantHeader(model.graph, tensor) !== undefined;
  return planned.some((each) => {
    if (isClosed(each)) return false;
    const { precision, reason } = each.dynamically;
    // A weight in another type, or made of others, may be an ordinary one when the model is prepared.
    const isUnprepared = reason.code === 'reason.weight-not-constant' && isStored(each.node.input[1] ?? '');
    return precision === 'integer' || foldable.has(reason.code) || isUnprepared;
  });
}

/** The nodes that hide what could have been quantized, where there are some: they are why nothing is. */
function decisive(nodes: readonly PlannedNode[]): readonly PlannedNode[] {
  const hiding = nodes.filter(({ reason }) => reason.code === 'reason.subgraph' || reason.code === 'reason.function');
  const isQuantized = nodes.some(({ reason }) => reason.code === 'reason.quantized-already');
  return hiding.length > 0 && !isQuantized ? hiding : nodes;
}

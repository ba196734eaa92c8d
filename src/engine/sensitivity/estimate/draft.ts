import type { QuantizePass } from '../../../protocol/recipe.ts';
import type { Feeds } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { macsByNode } from '../../profile/nodeMacs.ts';
import { applyPlan } from '../../quantize/apply/applyPlan.ts';
import { typingOptions } from '../../quantize/calibratedPlan.ts';
import { prepareDynamic } from '../../quantize/dynamic/prepareDynamic.ts';
import { applyDynamic, planDynamic } from '../../quantize/dynamic/quantizeDynamic.ts';
import { requireIntegers } from '../../quantize/plan/nothingInteger.ts';
import { observedTensors } from '../../quantize/plan/plan.ts';
import { planStatic } from '../../quantize/plan/planStatic.ts';
import { prepare } from '../../quantize/prepare.ts';
import { thisMachine } from '../../quantize/thisMachine.ts';
import type { PassContext } from '../../recipe/context.ts';
import { type TensorTypes, tensorTypes } from '../../runtime/tensorTypes.ts';
import type { Layer } from '../layer.ts';
import { layersOf } from '../scheme/layers.ts';

/** A model as it will be measured, but for its ranges: what that costs can be foretold from it. */
export interface Draft {
  readonly float: Model;
  readonly types: TensorTypes;
  /** In the order they run. What they read and write is not looked at here. */
  readonly layers: readonly Layer[];
  /** The tensors whose values calibration looks at. */
  readonly observed: readonly string[];
  /** The model quantized with made-up ranges: it computes nonsense, at the speed of the real one. */
  quantized(): Model;
}

/** Ranges that any tensor may have. */
const anyRange = { min: -1, max: 1 };

/**
 * Prepares a model in place for a pass without calibrating.
 * @throws UserError when the model cannot be prepared, or nothing can run on integers
 */
export async function draftOf(model: Model, feeds: Feeds, pass: QuantizePass, context: PassContext): Promise<Draft> {
  return pass.pass === 'quantize-dynamic'
    ? dynamicDraft(model, feeds, pass.options, context)
    : staticDraft(model, feeds, pass.options, context);
}

type OptionsOf<Kind extends QuantizePass['pass']> = Extract<QuantizePass, { pass: Kind }>['options'];

async function staticDraft(
  float: Model,
  feeds: Feeds,
  options: OptionsOf<'quantize-static'>,
  context: PassContext,
): Promise<Draft> {
  const { types } = await prepare(float, feeds, typingOptions(context));
  const plan = planStatic(float, options, { types, machine: thisMachine() });
  requireIntegers(plan.nodes, float.file);
  const observed = observedTensors(plan);
  const quantized = (): Model => {
    const copy = disposableCopy(float);
    applyPlan(copy, plan, types, new Map(observed.map((tensor) => [tensor, anyRange])));
    return copy;
  };
  return { float, types, layers: layersIn(float, types, plan.nodes), observed, quantized };
}

async function dynamicDraft(
  float: Model,
  feeds: Feeds,
  options: OptionsOf<'quantize-dynamic'>,
  context: PassContext,
): Promise<Draft> {
  prepareDynamic(float);
  const plan = planDynamic(float, options, thisMachine());
  requireIntegers(plan, float.file);
  const types = await tensorTypes(float, feeds, typingOptions(context));
  const quantized = (): Model => {
    const copy = disposableCopy(float);
    applyDynamic(copy, plan, options, thisMachine());
    return copy;
  };
  return { float, types, layers: layersIn(float, types, plan), observed: [], quantized };
}

function layersIn(model: Model, types: TensorTypes, nodes: Parameters<typeof layersOf>[2]): readonly Layer[] {
  const macs = macsByNode(model.graph, types);
  return layersOf(
    model,
    types,
    nodes,
    (node) => macs.get(node),
    (_node, _planned, output) => ({
      ...{ output, weight: undefined, activations: [] },
    }),
  );
}

import { message } from '../../../protocol/messages/catalogue.ts';
import type { QuantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import { float32Inside } from '../../onnx/float32Inside.ts';
import type { Model } from '../../onnx/model.ts';
import { normalise } from '../../onnx/normalise/normalise.ts';
import { upgradeOpset } from '../../onnx/upgrade/upgrade.ts';
import { applyDynamic, planDynamic } from '../../quantize/dynamic/quantizeDynamic.ts';
import { countMacs, macsByNode } from '../../profile/nodeMacs.ts';
import { thisMachine } from '../../quantize/static.ts';
import { coverageOf, type MacsOf } from '../../report/coverage.ts';
import { declaredTypes } from '../../runtime/tensorTypes.ts';
import type { PassInput, PassOutcome } from './pass.ts';

/** The first version of the operators that dynamic quantization writes with a scale for each channel. */
const perChannelOpset = 13;

/** Dynamic quantization as a pass: it needs no samples. @throws UserError see `applyDynamic` */
export function runQuantizeDynamic({ model, context }: PassInput, options: QuantizeDynamicOptions): PassOutcome {
  context.progress(message('stage.preparing', {}), 0);
  const left = prepareWithoutData(model);
  const plan = planDynamic(model, options, thisMachine());
  const coverage = coverageOf(plan, declaredMacs(model));
  applyDynamic(model, plan, options, thisMachine());
  return { coverage, notes: left };
}

/** What dynamic quantization would make of every node. The model is prepared in place. */
export function coverDynamic(model: Model, options: QuantizeDynamicOptions): Coverage {
  prepareWithoutData(model);
  return coverageOf(planDynamic(model, options, thisMachine()), declaredMacs(model));
}

function prepareWithoutData(model: Model) {
  float32Inside(model);
  upgradeOpset(model, perChannelOpset);
  return normalise(model).left.map(({ reason }) => reason);
}

/** What the shapes in the file give, if they give it for every node: the share of some would say nothing. */
function declaredMacs(model: Model): MacsOf {
  const types = declaredTypes(model);
  if (countMacs(model, types).unknown > 0) return () => undefined;
  const macs = macsByNode(model.graph, types);
  return (node) => macs.get(node);
}

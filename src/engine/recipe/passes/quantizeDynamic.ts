import { message } from '../../../protocol/messages/catalogue.ts';
import type { QuantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import type { Model } from '../../onnx/model.ts';
import { prepareDynamic } from '../../quantize/dynamic/prepareDynamic.ts';
import { applyDynamic, planDynamic } from '../../quantize/dynamic/quantizeDynamic.ts';
import { countMacs, macsByNode } from '../../profile/nodeMacs.ts';
import { thisMachine } from '../../quantize/thisMachine.ts';
import { coverageOf, type MacsOf } from '../../report/coverage.ts';
import { declaredTypes } from '../../runtime/tensorTypes.ts';
import type { PassInput, QuantizeOutcome } from './pass.ts';

/** Dynamic quantization as a pass: it needs no samples. @throws UserError see `applyDynamic` */
export function runQuantizeDynamic({ model, context }: PassInput, options: QuantizeDynamicOptions): QuantizeOutcome {
  context.progress(message('stage.preparing', {}), 0);
  const notes = prepareDynamic(model);
  const plan = planDynamic(model, options, thisMachine());
  const coverage = coverageOf(plan, declaredMacs(model));
  applyDynamic(model, plan, options, thisMachine());
  return { coverage, notes };
}

/** What dynamic quantization would make of every node. The model is prepared in place. */
export function coverDynamic(model: Model, options: QuantizeDynamicOptions): Coverage {
  prepareDynamic(model);
  return coverageOf(planDynamic(model, options, thisMachine()), declaredMacs(model));
}

/** What the shapes in the file give, if they give it for every node: the share of some would say nothing. */
function declaredMacs(model: Model): MacsOf {
  const types = declaredTypes(model);
  if (countMacs(model, types).unknown > 0) return () => undefined;
  const macs = macsByNode(model.graph, types);
  return (node) => macs.get(node);
}

import { floatAttribute } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';
import type { Range } from '../scheme.ts';

/** How far beyond a bound the runtime lets a quantized range reach before it keeps the node that cuts there: 2⁻²³. */
const tolerance = 2 ** -23;
/** Bounds on both sides of zero whose ratio is at least this cost symmetric parameters less than two steps. */
const nearlySymmetric = 0.98;

/** What a Relu or Clip lets through; undefined where its bounds are computed while the model runs. */
export function bounds(node: onnx.NodeProto, context: RuleContext): Range | undefined {
  if (node.opType === 'Relu') return { min: 0, max: Infinity };
  const min = bound(node, 1, 'min', context);
  const max = bound(node, 2, 'max', context);
  if (min === undefined || max === undefined) return undefined;
  return { min: min.value ?? -Infinity, max: max.value ?? Infinity };
}

/** A bound that is an input since opset 11, and an attribute before. */
function bound(
  node: onnx.NodeProto,
  index: number,
  attribute: string,
  context: RuleContext,
): { readonly value: number | undefined } | undefined {
  const tensor = node.input[index] ?? '';
  if (tensor === '') return { value: floatAttribute(node, attribute) };
  const constant = context.model.constant(context.graph, tensor);
  return constant?.data instanceof Float32Array ? { value: constant.data[0] } : undefined;
}

/**
 * Whether quantized values can keep to these bounds without losing much. Zero is always among them, so it must be let
 * through; a bound at zero is kept where zero is the smallest or the largest integer, which symmetric parameters cannot
 * have, nor can they keep to bounds of which one is much nearer.
 */
export function canKeepTo({ min, max }: Range, symmetric: boolean): boolean {
  if (!(min < max && min <= tolerance && max >= -tolerance)) return false;
  const [near, far] = [Math.min(-min, max), Math.max(-min, max)];
  if (far <= tolerance) return false;
  return !symmetric || (near > 0 && (near === far || near / far >= nearlySymmetric));
}

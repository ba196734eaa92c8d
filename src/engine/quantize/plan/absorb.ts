import { floatAttribute } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';

/** What a Relu or Clip lets through; undefined where its bounds are computed while the model runs. */
export function bounds(node: onnx.NodeProto, context: RuleContext): { min: number; max: number } | undefined {
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
 * Whether the quantized range of its output can do the work of a Relu or Clip. It can where the lower bound is zero and
 * zero is the smallest integer, which needs asymmetric parameters; the upper bound is kept by the choice of the scale.
 */
export function vanishes(node: onnx.NodeProto, context: RuleContext): boolean {
  const range = bounds(node, context);
  if (range === undefined) return false;
  if (context.preset.fusesActivations) return true;
  return range.min === 0 && range.max > 0 && !context.preset.symmetricActivations;
}

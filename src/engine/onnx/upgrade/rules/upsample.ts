import type { onnx } from '../../generated/onnx.js';
import { attribute, removeAttribute, setAttribute, text, textAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** The first version whose Resize says how it maps coordinates. */
const sayingResize = 11;

/** Upsample 9: the scales became an input. */
function scalesToInput(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('scales');
  const scales = attribute(node, 'scales')?.floats ?? [];
  removeAttribute(node, 'scales');
  context.graph.setInput(node, 1, context.float32('scales', scales));
}

/** Upsample 10 is deprecated, and Resize does the same; but on the way to 11 it is not yet time, see there. */
function rename(_node: onnx.NodeProto, context: UpgradeContext): void {
  if (context.target < sayingResize) context.replace('Resize');
}

/**
 * From 11 on Resize can say what Upsample does: the first pixel stays in place, and the neighbour is the one below. Resize
 * 10 would have stood for more, as it also shrinks and then takes the neighbour above.
 */
function sayCoordinates(node: onnx.NodeProto, context: UpgradeContext): void {
  const [data = '', scales = ''] = node.input;
  const noRoi = context.float32('roi', []);
  const resize = context.replace('Resize', [data, noRoi, scales]);
  setAttribute(resize, 'coordinate_transformation_mode', text('asymmetric'));
  if ((textAttribute(resize, 'mode') ?? 'nearest') === 'nearest') setAttribute(resize, 'nearest_mode', text('floor'));
}

export const upsampleRules: readonly UpgradeRule[] = [
  { operator: 'Upsample', since: 9, upgrade: scalesToInput },
  { operator: 'Upsample', since: 10, upgrade: rename },
  { operator: 'Upsample', since: sayingResize, upgrade: sayCoordinates },
];

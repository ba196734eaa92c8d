import type { onnx } from '../../generated/onnx.js';
import { attribute, removeAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Upsample 9: the scales became an input. */
function scalesToInput(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('scales');
  const scales = attribute(node, 'scales')?.floats ?? [];
  removeAttribute(node, 'scales');
  context.graph.setInput(node, 1, context.float32('scales', scales));
}

/** Upsample 10 is deprecated: Resize does the same for the scales from 1 on that it knows. */
function rename(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.replace('Resize');
}

export const upsampleRules: readonly UpgradeRule[] = [
  { operator: 'Upsample', since: 9, upgrade: scalesToInput },
  { operator: 'Upsample', since: 10, upgrade: rename },
];

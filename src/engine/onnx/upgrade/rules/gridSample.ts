import type { onnx } from '../../generated/onnx.js';
import { setAttribute, text, textAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

const newNames: Readonly<Record<string, string>> = { bilinear: 'linear', bicubic: 'cubic' };

/** GridSample 20: the modes lost their prefix, as inputs may have any number of dimensions. */
function renameMode(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('mode');
  const renamed = newNames[textAttribute(node, 'mode') ?? ''];
  if (renamed !== undefined) setAttribute(node, 'mode', text(renamed));
}

export const gridSampleRules: readonly UpgradeRule[] = [{ operator: 'GridSample', since: 20, upgrade: renameMode }];

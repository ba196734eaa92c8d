import type { onnx } from '../../generated/onnx.js';
import { setAttribute, text } from '../../attributes.ts';
import type { UpgradeRule } from '../rule.ts';

/** RoiAlign 16: coordinates are shifted by half a pixel unless the node says that they are not. */
function sayUnshifted(node: onnx.NodeProto): void {
  setAttribute(node, 'coordinate_transformation_mode', text('output_half_pixel'));
}

export const roiAlignRules: readonly UpgradeRule[] = [{ operator: 'RoiAlign', since: 16, upgrade: sayUnshifted }];

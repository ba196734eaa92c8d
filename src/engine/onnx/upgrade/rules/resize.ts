import type { onnx } from '../../generated/onnx.js';
import { setAttribute, text, textAttribute } from '../../attributes.ts';
import { userError } from '../../../../protocol/userError.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/**
 * Resize 11: how coordinates are mapped and rounded became a choice. Resize 10 kept the first pixel in place
 * (`asymmetric`) and took the neighbour below when it enlarged, the one above when it shrank. Where it may do one on one
 * axis and the other on another, two nodes do one each:
 *
 *     x ─ Resize(Max(scales, 1), floor) ─ Resize(Min(scales, 1), ceil) ─ y
 */
function sayCoordinates(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('mode');
  const [data = '', scales = ''] = node.input;
  setAttribute(node, 'coordinate_transformation_mode', text('asymmetric'));
  const noRoi = context.float32('roi', []);
  const from = (source: string, factors: string): void => {
    [source, noRoi, factors].forEach((input, index) => context.graph.setInput(node, index, input));
  };
  from(data, scales);
  if ((textAttribute(node, 'mode') ?? 'nearest') !== 'nearest') return;
  const values = constantScales(context, scales);
  const grows = values?.every((scale) => scale >= 1) ?? false;
  const shrinks = values?.every((scale) => scale <= 1) ?? false;
  setAttribute(node, 'nearest_mode', text(grows ? 'floor' : 'ceil'));
  if (grows || shrinks) return;
  const one = context.float32('one', [1]);
  const enlarged = context.insert(
    'enlarged',
    'Resize',
    [data, noRoi, context.insert('enlarging', 'Max', [scales, one])],
    {
      mode: text('nearest'),
      coordinate_transformation_mode: text('asymmetric'),
      nearest_mode: text('floor'),
    },
  );
  from(enlarged, context.insert('shrinking', 'Min', [scales, one]));
}

/** How to round a coordinate that is a half lower, for the same neighbour. */
const ofHalfPixel: ReadonlyMap<string, string> = new Map([
  ['floor', 'round_prefer_ceil'],
  ['round_prefer_floor', 'ceil'],
]);

/**
 * Resize 13: what is not used may be left out, scales and sizes exclude each other, and `tf_half_pixel_for_nn` is gone.
 * That is `half_pixel` moved up by a half, so that its floor is the other's rounding, and its rounding the other's ceiling.
 */
function leaveOutUnused(node: onnx.NodeProto, context: UpgradeContext): void {
  const mapping = textAttribute(node, 'coordinate_transformation_mode');
  if (mapping === 'tf_half_pixel_for_nn') {
    const rounding = ofHalfPixel.get(textAttribute(node, 'nearest_mode') ?? 'round_prefer_floor');
    if (rounding === undefined) throw userError('upgrade.resize-coordinates', context.where);
    setAttribute(node, 'coordinate_transformation_mode', text('half_pixel'));
    setAttribute(node, 'nearest_mode', text(rounding));
  }
  const hasSizes = (node.input[3] ?? '') !== '';
  if (hasSizes && context.constant(node.input[2] ?? '')?.count === 0) context.leaveOut(2);
  if (mapping !== 'tf_crop_and_resize' && context.constant(node.input[1] ?? '')?.count === 0) {
    context.leaveOut(1);
  }
}

function constantScales(context: UpgradeContext, scales: string): readonly number[] | undefined {
  const data = context.constant(scales)?.read();
  return data instanceof Float32Array ? [...data] : undefined;
}

export const resizeRules: readonly UpgradeRule[] = [
  { operator: 'Resize', since: 11, upgrade: sayCoordinates },
  { operator: 'Resize', since: 13, upgrade: leaveOutUnused },
];

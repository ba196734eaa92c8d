import type { onnx } from '../../generated/onnx.js';
import { int, intAttribute, setAttribute } from '../../attributes.ts';
import { elementTypeCode } from '../../elementType.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/**
 * GroupNormalization 21: scale and bias have an element a channel instead of an element a group, and the arithmetic is in
 * float32 unless told otherwise instead of in the type of the data. Each group's element is repeated for its channels:
 *
 *     scale ─ Reshape [−1, 1] ─ Expand [1, channels / groups] ─ Reshape [−1]
 */
function repeatForChannels(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('num_groups');
  const [data = '', scale = '', bias = ''] = node.input;
  const groups = context.int64('groups', [intAttribute(node, 'num_groups') ?? 1]);
  const channels = context.insert('channels', 'Shape', [data], { start: int(1), end: int(2) });
  const perGroup = context.insert('per_group', 'Div', [channels, groups]);
  const column = context.int64('column', [-1, 1]);
  const repeats = context.insert('repeats', 'Concat', [context.int64('one', [1]), perGroup], { axis: int(0) });
  const vector = context.int64('vector', [-1]);
  const repeat = (base: string, tensor: string): string => {
    const asColumn = context.insert(`${base}_column`, 'Reshape', [tensor, column]);
    const repeated = context.insert(`${base}_repeated`, 'Expand', [asColumn, repeats]);
    return context.insert(base, 'Reshape', [repeated, vector]);
  };
  context.graph.setInput(node, 1, repeat('scale', scale));
  context.graph.setInput(node, 2, repeat('bias', bias));
  const type = context.elementType(data);
  if (type !== undefined && type !== 'float32') setAttribute(node, 'stash_type', int(elementTypeCode(type)));
}

export const groupNormalizationRules: readonly UpgradeRule[] = [
  { operator: 'GroupNormalization', since: 21, upgrade: repeatForChannels },
];

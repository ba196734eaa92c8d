import { floatAttribute, int, removeAttribute } from '../../attributes.ts';
import { elementTypeCode } from '../../elementType.ts';
import type { onnx } from '../../generated/onnx.js';
import { userError } from '../../../../protocol/userError.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

const defaultRatio = 0.5;

/** Dropout 10: the mask became one of truth values; before it had the type of the data. */
function castMask(node: onnx.NodeProto, context: UpgradeContext): void {
  if (!context.isUsed(1)) {
    context.keepOutputs(1);
    return;
  }
  const [data = ''] = node.input;
  const type = context.elementType(data);
  if (type === undefined)
    throw userError('upgrade.unknown-type', { ...context.where, operator: 'Dropout', tensor: data });
  const { detached, original } = context.detachOutput(1);
  context.insertLast('Cast', [detached], original, { to: int(elementTypeCode(type)) });
}

/**
 * Dropout 12: the ratio became an input, and the mask of inference is all true. Before, the specification left it open and
 * onnxruntime wrote all false.
 */
function ratioToInput(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('ratio');
  const ratio = floatAttribute(node, 'ratio') ?? defaultRatio;
  removeAttribute(node, 'ratio');
  context.graph.setInput(node, 1, context.float32('ratio', [ratio], []));
  if (!context.isUsed(1)) return;
  const { detached, original } = context.detachOutput(1);
  context.insertLast('Not', [detached], original);
}

export const dropoutRules: readonly UpgradeRule[] = [
  { operator: 'Dropout', since: 10, upgrade: castMask },
  { operator: 'Dropout', since: 12, upgrade: ratioToInput },
];

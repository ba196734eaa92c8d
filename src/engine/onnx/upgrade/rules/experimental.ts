import type { onnx } from '../../generated/onnx.js';
import { floatAttribute, floatsAttribute, intsAttribute } from '../../attributes.ts';
import { userError } from '../../../../protocol/userError.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** The version from which on onnxruntime does not know the experimental operators of the first versions any more. */
const since = 10;

/** `x · factor`, in the type of x. */
function scaled(context: UpgradeContext, base: string, x: string, factor: number): string {
  return context.insert(base, 'Mul', [x, context.floatLike(`${base}_factor`, [factor], [], x)]);
}

/** y = alpha · x + beta */
function affine(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('alpha', 'beta');
  const [x = ''] = node.input;
  const product = scaled(context, 'scaled', x, floatAttribute(node, 'alpha') ?? 1);
  const beta = context.floatLike('beta', [floatAttribute(node, 'beta') ?? 0], [], x);
  context.replace('Add', [product, beta], []);
}

/** y = alpha · f(beta · x) */
function scaledFunction(operator: 'Softplus' | 'Tanh') {
  return (node: onnx.NodeProto, context: UpgradeContext): void => {
    context.requireValues('alpha', 'beta');
    const [x = ''] = node.input;
    const inner = scaled(context, 'scaled', x, floatAttribute(node, 'beta') ?? 1);
    const value = context.insert('value', operator, [inner]);
    const alpha = context.floatLike('alpha', [floatAttribute(node, 'alpha') ?? 1], [], x);
    context.replace('Mul', [value, alpha], []);
  };
}

/** y = scale · x, plus a bias for every channel */
function imageScaler(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('scale', 'bias');
  const [x = ''] = node.input;
  const product = scaled(context, 'scaled', x, floatAttribute(node, 'scale') ?? 1);
  const bias = floatsAttribute(node, 'bias') ?? [];
  context.replace('Add', [product, context.floatLike('bias', bias, [1, bias.length, 1, 1], x)], []);
}

/** y = scale · x */
function scale(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('scale');
  const [x = ''] = node.input;
  context.replace('Mul', [x, context.floatLike('scale', [floatAttribute(node, 'scale') ?? 1], [], x)], []);
}

/** Takes a border off an image; with a size, only the left and upper border count. */
function crop(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('border', 'scale');
  const [x = ''] = node.input;
  const [left = 0, top = 0, right = 0, bottom = 0] = intsAttribute(node, 'border') ?? [];
  const size = intsAttribute(node, 'scale');
  const toEnd = Number.MAX_SAFE_INTEGER;
  const ends =
    size === undefined
      ? [bottom === 0 ? toEnd : -bottom, right === 0 ? toEnd : -right]
      : [top + (size[0] ?? 0), left + (size[1] ?? 0)];
  const inputs = [x, context.int64('starts', [top, left]), context.int64('ends', ends), context.int64('axes', [2, 3])];
  context.replace('Slice', inputs, []);
}

/** Slice 10 has the very inputs of DynamicSlice. */
function dynamicSlice(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.replace('Slice');
}

function refuse(node: onnx.NodeProto, context: UpgradeContext): void {
  throw userError('upgrade.experimental', { ...context.where, operator: node.opType });
}

/** Experimental operators, which files of versions 7 to 9 may still hold. */
export const experimentalRules: readonly UpgradeRule[] = [
  { operator: 'Affine', since, upgrade: affine },
  { operator: 'Crop', since, upgrade: crop },
  { operator: 'DynamicSlice', since, upgrade: dynamicSlice },
  { operator: 'ImageScaler', since, upgrade: imageScaler },
  { operator: 'ParametricSoftplus', since, upgrade: scaledFunction('Softplus') },
  { operator: 'Scale', since, upgrade: scale },
  { operator: 'ScaledTanh', since, upgrade: scaledFunction('Tanh') },
  { operator: ['ATen', 'ConstantFill', 'GRUUnit', 'GivenTensorFill'], since, upgrade: refuse },
];

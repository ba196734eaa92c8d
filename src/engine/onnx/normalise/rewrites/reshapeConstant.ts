import Long from 'long';
import { intAttribute, intsAttribute } from '../../attributes.ts';
import { onnx } from '../../generated/onnx.js';
import { elementCount } from '../../tensor.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/** A constant that is reshaped is stored with its new shape: the same bytes, which are not read. */
export const reshapeConstant: Rewrite = {
  name: 'reshape-constant',
  opTypes: ['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'],
  apply(node, rewriting) {
    const { graph } = rewriting;
    const [source = ''] = node.input;
    const [result = ''] = node.output;
    const stored = graph.initializer(source);
    if (stored === undefined || !rewriting.mayStore(result, source)) return false;
    const old = rewriting.header(source)?.dims ?? [];
    const dims = newDims(node, old, rewriting);
    if (dims === undefined || elementCount(dims) !== elementCount(old)) return false;
    const reshaped = onnx.TensorProto.create(stored);
    reshaped.name = result;
    reshaped.dims = dims.map((dim) => Long.fromNumber(dim));
    rewriting.removeNode(node);
    graph.addInitializer(reshaped);
    return true;
  },
};

/** The shape of the result, where the constants say it (ONNX operators; axes are an input from opset 13 on). */
function newDims(node: onnx.NodeProto, dims: readonly number[], rewriting: Rewriting): readonly number[] | undefined {
  if (node.opType === 'Reshape')
    return reshaped(dims, rewriting.integers(node.input[1]), intAttribute(node, 'allowzero'));
  if (node.opType === 'Flatten') return flattened(dims, intAttribute(node, 'axis') ?? 1);
  const axes = rewriting.opset >= 13 ? rewriting.integers(node.input[1]) : intsAttribute(node, 'axes');
  const hasAxes = (node.input[1] ?? '') !== '' || axes !== undefined;
  if (node.opType === 'Unsqueeze') return axes && unsqueezed(dims, axes);
  if (hasAxes) return axes && squeezed(dims, axes);
  return dims.filter((dim) => dim !== 1);
}

function reshaped(dims: readonly number[], target: readonly number[] | undefined, allowZero = 0) {
  if (target === undefined) return undefined;
  const sizes = target.map((size, axis) => (size === 0 && allowZero === 0 ? (dims[axis] ?? -2) : size));
  const known = elementCount(sizes.filter((size) => size !== -1));
  const wildcards = sizes.filter((size) => size === -1).length;
  if (sizes.some((size) => size < -1) || wildcards > 1 || (wildcards === 1 && known === 0)) return undefined;
  return sizes.map((size) => (size === -1 ? elementCount(dims) / known : size));
}

function flattened(dims: readonly number[], axis: number) {
  const at = axis < 0 ? axis + dims.length : axis;
  return [elementCount(dims.slice(0, at)), elementCount(dims.slice(at))];
}

function unsqueezed(dims: readonly number[], axes: readonly number[]) {
  const rank = dims.length + axes.length;
  const inserted = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const rest = dims[Symbol.iterator]();
  return Array.from({ length: rank }, (_, axis) => (inserted.has(axis) ? 1 : (rest.next().value ?? 1)));
}

function squeezed(dims: readonly number[], axes: readonly number[]) {
  const removed = new Set(axes.map((axis) => (axis < 0 ? axis + dims.length : axis)));
  return dims.filter((_, axis) => !removed.has(axis));
}

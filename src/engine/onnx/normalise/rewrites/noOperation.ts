import { attribute, intAttribute, intsAttribute, textAttribute } from '../../attributes.ts';
import { elementTypeOf } from '../../elementType.ts';
import type { onnx } from '../../generated/onnx.js';
import { bypass } from '../bypass.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

type Check = (node: onnx.NodeProto, rewriting: Rewriting) => boolean;

/** For each operator, when its first output is its first input. */
const checks: Readonly<Record<string, Check>> = {
  Identity: () => true,
  Dropout: isInference,
  Cast: isSameType,
  Reshape: isSameShape,
  Transpose: isSameOrder,
  Pad: padsNothing,
  Expand: hasOnlyOnes,
  Tile: hasOnlyOnes,
  Slice: takesAll,
  Concat: isSingle,
  Sum: isSingle,
  Mean: isSingle,
  Max: isSingle,
  Min: isSingle,
};

/** Nodes that give what they are given go, among them Dropout outside training. */
export const noOperation: Rewrite = {
  name: 'no-operation',
  opTypes: Object.keys(checks),
  apply(node, rewriting) {
    if (checks[node.opType]?.(node, rewriting) !== true) return false;
    return bypass(node, node.input[0] ?? '', rewriting);
  },
};

/** Before opset 12 Dropout never drops; from then on when its third input says so. Its mask must not be read. */
function isInference(node: onnx.NodeProto, { graph, model }: Rewriting): boolean {
  const [, mask = ''] = node.output;
  if (mask !== '' && (graph.isOutput(mask) || graph.consumers(mask).size > 0)) return false;
  const training = node.input[2] ?? '';
  return training === '' || Number(model.constant(graph, training)?.data[0] ?? 1) === 0;
}

function isSameType(node: onnx.NodeProto, { shapes }: Rewriting): boolean {
  const type = elementTypeOf(intAttribute(node, 'to') ?? 0);
  return type !== undefined && shapes.type(node.input[0] ?? '') === type;
}

/** Every dimension is kept by name (0), by number, or as the one that is left (−1). */
function isSameShape(node: onnx.NodeProto, rewriting: Rewriting): boolean {
  const target = rewriting.integers(node.input[1]);
  const [source = ''] = node.input;
  const shape = rewriting.shapes.shape(source);
  if (target === undefined || rewriting.shapes.rank(source) !== target.length) return false;
  const zeroKeeps = (intAttribute(node, 'allowzero') ?? 0) === 0;
  let left = 0;
  return target.every((size, axis) => {
    if (size === -1) return ++left === 1;
    return size === 0 ? zeroKeeps : size === shape?.[axis];
  });
}

function isSameOrder(node: onnx.NodeProto): boolean {
  return attribute(node, 'perm') !== undefined && (intsAttribute(node, 'perm') ?? []).every((axis, at) => axis === at);
}

/** Padding by zero elements on every side: an attribute, from opset 11 on an input. */
function padsNothing(node: onnx.NodeProto, rewriting: Rewriting): boolean {
  const pads = rewriting.opset >= 11 ? rewriting.integers(node.input[1]) : intsAttribute(node, 'pads');
  return pads?.every((pad) => pad === 0) === true && textAttribute(node, 'mode') !== 'wrap';
}

/** A target shape, or numbers of repeats, of nothing but ones. */
function hasOnlyOnes(node: onnx.NodeProto, rewriting: Rewriting): boolean {
  const sizes = rewriting.integers(node.input[1]);
  const rank = rewriting.shapes.rank(node.input[0] ?? '');
  return sizes !== undefined && rank !== undefined && sizes.length <= rank && sizes.every((size) => size === 1);
}

/** From the first element to the end whatever the size, as inputs since opset 10 say it. */
function takesAll(node: onnx.NodeProto, rewriting: Rewriting): boolean {
  const [starts, ends] = [rewriting.integers(node.input[1]), rewriting.integers(node.input[2])];
  const steps = (node.input[4] ?? '') === '' ? [] : rewriting.integers(node.input[4]);
  const isWhole = starts?.every((start) => start === 0) === true && ends?.every((end) => end >= 2 ** 31 - 1) === true;
  return isWhole && steps?.every((step) => step === 1) === true;
}

function isSingle(node: onnx.NodeProto): boolean {
  return node.input.length === 1;
}

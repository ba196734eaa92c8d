import type { onnx } from '../../generated/onnx.js';
import { fitInto, realBuffer, type RealType } from '../../reals.ts';
import type { Rewrite } from '../rewrite.ts';
import type { Rewriting } from '../rewriting.ts';

/** What a Relu or Clip lets through, and the element type of its bounds where it has any. */
interface Cutoff {
  readonly min: number;
  readonly max: number;
  readonly type: RealType | undefined;
}

/** The first opset in which the bounds of Clip are inputs. */
const boundsAsInputs = 11;

/**
 * Relu or Clip right after another become one, because a quantized range does the work of one and the runtime fails to
 * load what is left of two after a matrix product.
 */
export const mergeCutoffs: Rewrite = {
  name: 'merge-cutoffs',
  opTypes: ['Relu', 'Clip'],
  apply(node, rewriting) {
    const before = rewriting.opset < boundsAsInputs ? undefined : rewriting.onlyFor(node, 0);
    const first = before && cutoffOf(before, rewriting);
    const second = cutoffOf(node, rewriting);
    if (!before || !first || !second) return false;
    const within = (value: number): number => Math.min(Math.max(value, second.min), second.max);
    const [min, max] = [within(first.min), within(first.max)];
    const type = first.type ?? second.type;
    const isRelu = min === 0 && max === Infinity;
    if (!isRelu && (type === undefined || !fitInto(type, Float64Array.of(min, max).filter(Number.isFinite))))
      return false;
    rewriting.absorb(node, before);
    before.opType = isRelu ? 'Relu' : 'Clip';
    setBound(before, 1, isRelu || min === -Infinity ? undefined : { value: min, type }, rewriting);
    setBound(before, 2, max === Infinity ? undefined : { value: max, type }, rewriting);
    while (before.input.at(-1) === '') before.input.pop();
    return true;
  },
};

function cutoffOf(node: onnx.NodeProto, rewriting: Rewriting): Cutoff | undefined {
  if (node.domain !== '' && node.domain !== 'ai.onnx') return undefined;
  if (node.opType === 'Relu') return { min: 0, max: Infinity, type: undefined };
  if (node.opType !== 'Clip') return undefined;
  const [min, max] = [boundOf(node, 1, rewriting), boundOf(node, 2, rewriting)];
  if (min === undefined || max === undefined) return undefined;
  return { min: min.value ?? -Infinity, max: max.value ?? Infinity, type: min.type ?? max.type };
}

function boundOf(node: onnx.NodeProto, index: number, rewriting: Rewriting) {
  const tensor = node.input[index] ?? '';
  if (tensor === '') return { value: undefined, type: undefined };
  const constant = rewriting.reals(tensor);
  return constant && { value: constant.values[0], type: constant.type };
}

function setBound(
  node: onnx.NodeProto,
  index: number,
  bound: { readonly value: number; readonly type: RealType | undefined } | undefined,
  rewriting: Rewriting,
): void {
  const old = node.input[index] ?? '';
  if (bound?.type !== undefined) {
    rewriting.setReals(node, index, {
      type: bound.type,
      dims: [],
      values: realBuffer(bound.type, 1).fill(bound.value),
    });
  } else if (old !== '') {
    rewriting.graph.setInput(node, index, '');
    rewriting.dropUnread(old);
  }
}

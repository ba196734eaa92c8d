import { intsAttribute } from '../attributes.ts';
import type { onnx } from '../generated/onnx.js';
import type { TensorFact } from './tensorFacts.ts';

/** Operators whose output has the length of their first input. */
const keepsLength: ReadonlySet<string> = new Set(['Abs', 'Cast', 'Floor', 'Identity', 'Neg', 'Relu']);

/**
 * Number of elements of a vector, followed through what exporters compute shapes with, so that the rank of what is reshaped
 * to it is known although the sizes are not.
 */
export function lengthOfOutput(
  node: onnx.NodeProto,
  inputs: readonly TensorFact[],
  valueOf: (tensor: string) => readonly number[] | undefined,
): number | undefined {
  const [first] = inputs;
  if (keepsLength.has(node.opType)) return first?.length;
  switch (node.opType) {
    case 'Shape':
      return node.attribute.length === 0 ? first?.rank : undefined;
    case 'Unsqueeze':
    case 'Reshape':
      return first?.rank === 0 && rankOne(node, valueOf) ? 1 : undefined;
    case 'Gather':
      return first?.rank === 1 ? inputs[1]?.length : undefined;
    case 'Concat':
      return sum(inputs.map((input) => input.length));
    case 'Slice':
      return sliceLength(node, first?.length, valueOf);
    default:
      return undefined;
  }
}

/** Whether a scalar gets exactly one dimension. */
function rankOne(node: onnx.NodeProto, valueOf: (tensor: string) => readonly number[] | undefined): boolean {
  return (intsAttribute(node, 'axes') ?? valueOf(node.input[1] ?? ''))?.length === 1;
}

function sum(lengths: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const length of lengths) {
    if (length === undefined) return undefined;
    total += length;
  }
  return total;
}

function sliceLength(
  node: onnx.NodeProto,
  length: number | undefined,
  valueOf: (tensor: string) => readonly number[] | undefined,
): number | undefined {
  const [start] = intsAttribute(node, 'starts') ?? valueOf(node.input[1] ?? '') ?? [];
  const [end] = intsAttribute(node, 'ends') ?? valueOf(node.input[2] ?? '') ?? [];
  const steps = node.input[4] ?? '';
  const [step] = steps === '' ? [1] : (valueOf(steps) ?? []);
  if (length === undefined || start === undefined || end === undefined || step !== 1) return undefined;
  const inside = (index: number): number => Math.min(Math.max(index < 0 ? index + length : index, 0), length);
  return Math.max(inside(end) - inside(start), 0);
}

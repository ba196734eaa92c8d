import { userError } from '../../protocol/userError.ts';
import { byteLength } from '../onnx/elementType.ts';
import { elementCount, view } from '../onnx/tensor.ts';
import type { StateFeedback } from './dataset.ts';
import { resolveShapes } from './dimensionSizes.ts';
import type { ModelInput } from './modelInputs.ts';
import type { DimensionSizes, FeedbackPair } from './spec.ts';

/**
 * The state that goes from run to run, starting as zeros.
 * @param outputs names of the model's outputs, where they are known
 * @throws UserError where a pair names no input or output of the model, or names an input twice
 */
export function stateFeedback(
  pairs: readonly FeedbackPair[],
  inputs: readonly ModelInput[],
  outputs: readonly string[] | undefined,
  dims: DimensionSizes | undefined,
): readonly StateFeedback[] {
  if (pairs.length === 0) return [];
  const { shapes } = resolveShapes(inputs, dims);
  const seen = new Set<string>();
  return pairs.map(({ output, input: name }) => {
    const input = inputs.find((each) => each.name === name);
    const known = inputs.map((each) => each.name).join(', ');
    if (input === undefined || seen.has(name)) throw userError('data.feedback-input', { output, input: name, known });
    if (outputs !== undefined && !outputs.includes(output)) {
      throw userError('data.feedback-output', { output, input: name, known: outputs.join(', ') });
    }
    seen.add(name);
    return { output, input: name, initial: zeros(input, shapes.get(name) ?? []) };
  });
}

function zeros({ name, type }: ModelInput, dims: readonly number[]): StateFeedback['initial'] {
  if (type === 'string') throw userError('data.type-mismatch', { array: '0', input: name, from: 'float32', to: type });
  return { type, dims, data: view(type, new Uint8Array(byteLength(type, elementCount(dims)))) };
}

import { setImmediate } from 'node:timers/promises';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import type { Dataset, Selection, Sample, StateFeedback } from '../dataset.ts';
import { resolveShapes } from '../dimensionSizes.ts';
import type { ModelInput } from '../modelInputs.ts';
import { seededRandom } from '../random.ts';
import { selectedIndices } from '../selection.ts';
import type { SyntheticSpec } from '../spec.ts';
import { generate } from './generate.ts';
import { syntheticTypes, type ValueRule, valueRule } from './valueRule.ts';

const usualCount = 32;

interface MadeUpInput {
  readonly name: string;
  readonly type: ModelInput['type'];
  readonly dims: readonly number[];
  readonly rule: ValueRule;
}

/**
 * Values made up from the model's inputs. Each sample depends on the seed and its index only. The notes say which
 * dimensions and integer ranges were assumed.
 * @throws UserError for an input of a type without values (text, sub-byte types), or without a shape
 */
export function openSynthetic(
  spec: SyntheticSpec,
  inputs: readonly ModelInput[],
  feedback: readonly StateFeedback[],
): Dataset {
  const { shapes, notes } = resolveShapes(inputs, spec.dims);
  const fedBack = new Set(feedback.map((each) => each.input));
  const madeUp = inputs
    .filter((input) => !fedBack.has(input.name))
    .map((input): MadeUpInput => {
      const { name, type } = input;
      if (!syntheticTypes.has(type)) throw userError('data.synthetic-type', { input: name, type });
      const dims = shapes.get(name) ?? [];
      if (input.unranked === true && dims.length === 0 && spec.dims?.[name] === undefined) {
        throw userError('data.synthetic-shape', { input: name });
      }
      return { name, type, dims, rule: valueRule(input, spec, shapes) };
    });
  const size = spec.count ?? usualCount;
  return {
    source: message('data.synthetic', {}),
    synthetic: true,
    size,
    hasLabels: false,
    feedback,
    notes: [...notes, ...madeUp.flatMap(rangeNote)],
    samples: (selection) => samplesOf(madeUp, size, spec.seed ?? 0, selection),
  };
}

function rangeNote({ name, rule }: MadeUpInput): readonly Message[] {
  if (rule.kind !== 'integers') return [];
  return [message('data.assumed-integers', { input: name, low: rule.low, high: rule.high })];
}

async function* samplesOf(
  inputs: readonly MadeUpInput[],
  size: number,
  seed: number,
  selection: Selection | undefined,
): AsyncGenerator<Sample> {
  for (const index of selectedIndices(size, selection)) {
    const feeds = new Map<string, DenseTensor>();
    for (const [position, { name, type, dims, rule }] of inputs.entries()) {
      const data = generate(rule, name, type, dims, seededRandom(seed, index, position));
      feeds.set(name, { type, dims, data });
    }
    // Making values up takes no waiting: this is where the process can do something else.
    await setImmediate();
    yield { index, feeds };
  }
}

import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../src/engine/onnx/model.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { DenseTensor } from '../../src/engine/onnx/tensor.ts';
import { oldestOpset } from '../../src/engine/onnx/upgrade/registry.ts';
import { upgradeOpset } from '../../src/engine/onnx/upgrade/upgrade.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { type ConformanceCase, conformanceCases, difference, hasConformanceSet, readDataTensor } from './cases.ts';

/** What could be proved with a case. */
type Standing =
  /** The model is refused, as it is older than opset 7. */
  | 'too old'
  /** An input or output is a sequence or optional value, which onnxruntime-node does not exchange. */
  | 'no tensors'
  /** onnxruntime does not run the model as it is. */
  | 'not runnable'
  /** The operator needs a language setting that only some machines have. */
  | 'needs locale'
  /** The operator draws random numbers: upgraded models give the same types and shapes. */
  | 'random'
  /** onnxruntime itself misses the expected outputs; upgraded models give what it gave before. */
  | 'own outputs'
  /** Upgraded models give the expected outputs. */
  | 'expected outputs';

interface Outcome {
  readonly name: string;
  readonly standing: Standing;
  /** How many upgrades were run. */
  readonly upgrades: number;
  readonly problems: readonly string[];
}

const targets = [13, 21];
const random = /bernoulli|training_dropout(?!.*zero_ratio)/;
const needsLocale = /strnorm.*monday/;

/** Models that onnxruntime does not run as they are, by reason. */
const notRunnable = {
  trainingOperators: [
    ...['node/test_adagrad', 'node/test_adagrad_multiple', 'node/test_adam', 'node/test_adam_multiple'],
    ...['node/test_momentum', 'node/test_momentum_multiple', 'node/test_nesterov_momentum'],
    ...['simple/test_gradient_of_add', 'simple/test_gradient_of_add_and_mul'],
  ],
  batchFirst: ['node/test_gru_batchwise', 'node/test_lstm_batchwise', 'node/test_simple_rnn_batchwise'],
  typesOfInterface: [
    ...['node/test_cast_BFLOAT16_to_FLOAT', 'node/test_cast_FLOAT_to_BFLOAT16'],
    ...['node/test_castlike_BFLOAT16_to_FLOAT', 'node/test_castlike_BFLOAT16_to_FLOAT_expanded'],
    ...['node/test_castlike_FLOAT_to_BFLOAT16', 'node/test_castlike_FLOAT_to_BFLOAT16_expanded'],
  ],
  typesOfOperator: [
    ...['node/test_bitshift_left_uint16', 'node/test_bitshift_right_uint16'],
    ...['node/test_max_int16', 'node/test_max_uint16', 'node/test_min_int16', 'node/test_min_uint16'],
    ...['node/test_pow_types_float32_uint32', 'node/test_pow_types_float32_uint64'],
  ],
};

/** Models whose expected outputs onnxruntime misses, by reason. */
const ownOutputs = {
  digitsOfStrings: [
    ...['node/test_cast_FLOAT_to_STRING', 'node/test_castlike_FLOAT_to_STRING'],
    'node/test_castlike_FLOAT_to_STRING_expanded',
  ],
  roundingAroundZero: [
    ...['node/test_dft', 'node/test_dft_axis', 'node/test_dft_inverse', 'node/test_stft'],
    'node/test_stft_with_window',
  ],
  otherReadingOfTheSpecification: [
    'node/test_maxunpool_export_with_output_shape',
    'node/test_resize_downsample_scales_cubic_align_corners',
    'node/test_resize_downsample_scales_linear_align_corners',
  ],
};

/** How far an upgraded model may be from the same model before, which runs the same kernels or others for the same sum. */
const closeness = { relative: 1e-5, absolute: 1e-6 };

type Outputs = readonly (readonly DenseTensor[])[];

async function run({ sets }: ConformanceCase, model: Model): Promise<Outputs> {
  return withSession(model, { threads: 1 }, async (session) => {
    const outputs: DenseTensor[][] = [];
    for (const set of sets) {
      const feeds = new Map(set.inputs.map((file, index) => [model.graph.feeds[index]!.name, readDataTensor(file)]));
      const results = await session.run(feeds);
      outputs.push(model.graph.outputs.map((output) => results.get(output.name)!));
    }
    return outputs;
  });
}

function expectedOutputs({ sets }: ConformanceCase): Outputs {
  return sets.map((set) => set.outputs.map(readDataTensor));
}

/** The first difference between the outputs of all runs. */
function differ(actual: Outputs, expected: Outputs, tolerance?: typeof closeness): string | undefined {
  for (const [set, tensors] of expected.entries()) {
    for (const [index, tensor] of tensors.entries()) {
      const found = difference(actual[set]![index]!, tensor, tolerance);
      if (found !== undefined) return `output ${index} of set ${set}: ${found}`;
    }
  }
  return undefined;
}

/** The upgrades of a model that say something: those to a version above its own. */
function upgraded(model: Model): readonly (readonly [number, Model])[] {
  return targets
    .filter((target) => (model.opset() ?? target) < target)
    .map((target) => {
      const copy = model.clone();
      upgradeOpset(copy, target);
      return [target, copy];
    });
}

async function outcomeOf(each: ConformanceCase): Promise<Outcome> {
  const model = openModel(each.model);
  const { name } = each;
  try {
    if ((model.opset() ?? oldestOpset) < oldestOpset) {
      expect(() => upgradeOpset(model, 13), name).toThrow(UserError);
      return { name, standing: 'too old', upgrades: 0, problems: [] };
    }
    const upgrades = upgraded(model);
    const without = (standing: Standing): Outcome => ({ name, standing, upgrades: 0, problems: [] });
    const exchanged = [...model.graph.feeds, ...model.graph.outputs];
    if (exchanged.some((info) => !info.type?.tensorType)) return without('no tensors');
    const before = await run(each, model).catch(() => undefined);
    if (before === undefined) return without(needsLocale.test(name) ? 'needs locale' : 'not runnable');
    const standing = standingOf(each, before);
    const problems: string[] = [];
    for (const [target, copy] of upgrades) {
      const after = await run(each, copy);
      const problem = compare(standing, after, before, expectedOutputs(each));
      if (problem !== undefined) problems.push(`${name} at ${target}: ${problem}`);
    }
    return { name, standing, upgrades: upgrades.length, problems };
  } finally {
    model.close();
  }
}

function standingOf(each: ConformanceCase, before: Outputs): Standing {
  if (random.test(each.name)) return 'random';
  if (needsLocale.test(each.name)) return 'needs locale';
  return differ(before, expectedOutputs(each)) === undefined ? 'expected outputs' : 'own outputs';
}

function compare(standing: Standing, after: Outputs, before: Outputs, expected: Outputs): string | undefined {
  if (standing === 'random') {
    const forms = [after, before].map((outputs) => outputs.flat().map(({ type, dims }) => `${type} ${dims.join()}`));
    return forms[0]!.join(', ') === forms[1]!.join(', ') ? undefined : `${forms[0]!.join()} for ${forms[1]!.join()}`;
  }
  const fromBefore = differ(after, before, closeness);
  return fromBefore ?? (standing === 'own outputs' ? undefined : differ(after, expected));
}

describe.skipIf(!hasConformanceSet)("the ONNX project's test models, upgraded to 13 and 21", () => {
  const outcomes: Outcome[] = [];
  const named = (standing: Standing): readonly string[] =>
    outcomes.filter((each) => each.standing === standing).map((each) => each.name);

  beforeAll(async () => {
    for (const each of conformanceCases()) outcomes.push(await outcomeOf(each));
  });

  it('give the outputs they should', () => {
    expect(outcomes.flatMap((each) => each.problems)).toEqual([]);
  });

  it('are this many', () => {
    const count = (standing: Standing): number => named(standing).length;
    expect({
      all: outcomes.length,
      tooOld: count('too old'),
      noTensors: count('no tensors'),
      notRunnable: count('not runnable'),
      needsLocale: count('needs locale'),
      random: count('random'),
      ownOutputs: count('own outputs'),
      expectedOutputs: count('expected outputs'),
    }).toEqual({
      all: 1072,
      tooOld: 138,
      noTensors: 24,
      notRunnable: 26,
      needsLocale: 10,
      random: 10,
      ownOutputs: 11,
      expectedOutputs: 853,
    });
    const proved = outcomes.filter((each) => ['own outputs', 'expected outputs'].includes(each.standing));
    expect(proved.reduce((sum, each) => sum + each.upgrades, 0)).toBe(1071);
  });

  it('cannot all be run', () => {
    expect(named('not runnable').toSorted()).toEqual(Object.values(notRunnable).flat().toSorted());
  });

  it('are not all met by onnxruntime itself', () => {
    expect(named('own outputs').toSorted()).toEqual(Object.values(ownOutputs).flat().toSorted());
  });
});

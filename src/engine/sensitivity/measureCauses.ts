import type { QuantizedPart, SensitivityOptions } from '../../protocol/options/sensitivity.ts';
import type { OutputEffect } from '../../protocol/result/sensitivity.ts';
import type { Dataset } from '../data/dataset.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { type CauseMeter, type CauseOptions, withCauseMeter } from './cause/causeMeter.ts';
import type { KnownLayers, Knowledge } from './knownLayers.ts';
import type { Layer, QuantizableModel } from './layer.ts';
import type { SampleErrors } from './sampleErrors.ts';
import type { TimeBudget } from './timeBudget.ts';

export interface CausesOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  readonly wishes: Pick<SensitivityOptions, 'apart' | 'allBut' | 'memory'>;
  readonly budget: TimeBudget;
  /** Seconds that it is thought to take before the first layer is measured. */
  readonly preparation: number;
  /** What measuring these layers costs, once that is known from the base model's runs. */
  readonly onPlan: (plan: { readonly runs: number; readonly naiveRuns: number; readonly seconds: number }) => void;
  readonly onProgress: (fraction: number) => void;
}

/** What came of it; what was found of each layer was told to {@link KnownLayers}. */
export interface Causes {
  /** Sample by sample, of the layers that were measured. */
  readonly errors: ReadonlyMap<NodeId, SampleErrors>;
  /** Layers that were left out for lack of time. */
  readonly left: number;
  /** Measurements beside those, of parts of layers or of all others, that were left out for the same reason. */
  readonly leftApart: number;
}

/** One thing to be found out about a layer. */
interface Question {
  readonly layer: Layer;
  readonly what: QuantizedPart;
  readonly answer: (effect: OutputEffect) => Knowledge;
}

/** Shares of the progress: until a base model has run, and, where all but one layer is asked for, for that. */
const shares = { preparation: 0.05, allBut: 0.5 };

/**
 * Measures layers one by one, in the order given, and tells what is found as it is found. Nothing is begun that would not end within the
 * budget. First come all layers, then their weights and activations apart, last the whole model without them.
 * @throws UserError where the model cannot be run on the data
 */
export async function measureCauses(
  scheme: QuantizableModel,
  dataset: Dataset,
  layers: readonly Layer[],
  known: KnownLayers,
  options: CausesOptions,
): Promise<Causes> {
  const { wishes, budget } = options;
  const errors = new Map<NodeId, SampleErrors>();
  if (layers.length === 0) return { errors, left: 0, leftApart: 0 };
  const whole = layers.map((layer): Question => ({ layer, what: 'both', answer: (cause) => ({ cause }) }));
  const apart = layers.flatMap((layer): readonly Question[] => [
    { layer, what: 'weights', answer: (causeOfWeights) => ({ causeOfWeights }) },
    { layer, what: 'activations', answer: (causeOfActivations) => ({ causeOfActivations }) },
  ]);
  const without = layers.map((layer): Question => ({ layer, what: 'both', answer: (allBut) => ({ allBut }) }));
  if (!budget.allows(options.preparation)) return { errors, left: layers.length, leftApart: 0 };
  const found = await withCauseMeter(scheme, dataset, meterOptions('float', options, 0), async (meter) => {
    const questions = wishes.apart ? [...whole, ...apart] : whole;
    const all = wishes.allBut ? [...questions, ...without] : questions;
    options.onPlan({
      runs: meter.plan.runs(layers),
      naiveRuns: meter.plan.naiveRuns(layers),
      seconds: meter.plan.secondsFor(all.map(({ layer }) => layer)),
    });
    const left = await ask(
      meter,
      questions,
      known,
      options,
      [shares.preparation, endOfFirst(wishes)],
      (question, own) => {
        if (question.what === 'both') errors.set(question.layer.node, own);
      },
    );
    return {
      left: left.filter(({ what }) => what === 'both').length,
      leftApart: left.filter(({ what }) => what !== 'both').length,
    };
  });
  if (!wishes.allBut) return { errors, ...found };
  if (!budget.allows(options.preparation))
    return { errors, left: found.left, leftApart: found.leftApart + layers.length };
  const from = endOfFirst(wishes);
  const left = await withCauseMeter(scheme, dataset, meterOptions('quantized', options, from), (meter) =>
    ask(meter, without, known, options, [from + shares.preparation, 1]),
  );
  return { errors, left: found.left, leftApart: found.leftApart + left.length };
}

function endOfFirst({ allBut }: CausesOptions['wishes']): number {
  return allBut ? shares.allBut : 1;
}

function meterOptions(
  base: CauseOptions['base'],
  { threads, signal, wishes, onProgress }: CausesOptions,
  from: number,
): CauseOptions {
  const { memory } = wishes;
  return { base, threads, signal, memory, onProgress: (done) => onProgress(from + done * shares.preparation) };
}

/** Asks one question after the other, as far as time allows; gives those that were not asked. */
async function ask(
  meter: CauseMeter,
  questions: readonly Question[],
  known: KnownLayers,
  { budget, signal, onProgress }: CausesOptions,
  [from, to]: readonly [number, number],
  onErrors: (question: Question, errors: SampleErrors) => void = () => undefined,
): Promise<readonly Question[]> {
  const left: Question[] = [];
  const total = meter.plan.runs(questions.map(({ layer }) => layer));
  let done = 0;
  for (const question of questions) {
    signal.throwIfAborted();
    const { layer, what, answer } = question;
    if (budget.allows(meter.plan.secondsFor([layer]))) {
      const { effect, errors } = await meter.measure(layer, what);
      onErrors(question, errors);
      known.learn(layer.node, answer(effect));
    } else {
      left.push(question);
    }
    done += meter.plan.runs([layer]);
    onProgress(from + (to - from) * (total > 0 ? done / total : 1));
  }
  known.tellAll();
  return left;
}

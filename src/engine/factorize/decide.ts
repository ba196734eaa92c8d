import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatShare } from '../../protocol/quantity.ts';
import type { LayerMatrix } from '../linear/layerMatrix.ts';
import type { LayerMoments } from '../linear/layerMoments.ts';
import { dot, type Matrix, matrix, rowOf } from '../linear/matrix.ts';
import type { Model } from '../onnx/model.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import type { Approximation, Factors, Problem, Tools } from './approximation.ts';
import type { Candidate } from './candidate.ts';
import { fastest } from './fastest.ts';
import { DirectApproximation } from './forms/directApproximation.ts';
import type { FactorForm } from './forms/factorForms.ts';
import { SpatialApproximation } from './forms/spatialApproximation.ts';
import { type InputStatistics, inputStatistics, meanEnergy } from './inputStatistics.ts';
import { chooseRank, type RankRule, ranksNear, roundedRank } from './rank.ts';
import { type Split, timeSplits } from './timeSplits.ts';

/** What was decided for layers that share a weight. */
export interface Decision {
  readonly candidate: Candidate;
  readonly form: FactorForm;
  readonly rank: number;
  /** Energy of the error by that of the outputs. */
  readonly error: number;
  readonly reason: Message;
  /** Of the layer alone, where it was timed. */
  readonly milliseconds?: { readonly before: number; readonly after: number };
  /** What stands in for the layers; absent where they stay. */
  readonly replacement?: Replacement;
}

export interface Replacement {
  readonly factors: Factors;
  /** The bias of each layer that makes its mean output what it was; absent where it stays. */
  readonly biases?: readonly Float64Array[];
}

export interface DecisionOptions {
  readonly model: Model;
  readonly types: TensorTypes;
  readonly rule: RankRule;
  readonly onlyFaster: boolean;
  readonly threads: number | undefined;
  readonly tools: Tools;
}

/** A split that does what was asked for. */
interface PossibleSplit extends Split {
  readonly error: number;
  readonly approximation: Approximation;
}

/**
 * Decides for layers that share a weight whether and how they are factorized.
 * @param moments of the inputs of each of the layers; undefined for the error of the weights alone
 */
export async function decide(
  candidate: Candidate,
  moments: readonly LayerMoments[] | undefined,
  options: DecisionOptions,
): Promise<Decision | Message> {
  const [layer] = candidate.layers;
  const macs = candidate.macs[0]!;
  const values = Float64Array.from(layer.read());
  const weight = matrix(layer.outputs, layer.inputs, values);
  const biases = candidate.layers.map(correctableBias);
  const centred = biases.every((bias) => bias !== undefined);
  const statistics = moments && inputStatistics(moments, centred);
  const problem: Problem = { weight, covariance: statistics?.covariance };
  if (![values, problem.covariance?.values].every((each) => each?.every(Number.isFinite) ?? true))
    return message('factorize.not-finite', {});
  const fromMeans = statistics === undefined ? 0 : meanEnergy(weight, statistics, biases);
  const possible: PossibleSplit[] = [];
  let rejected: Omit<Decision, 'candidate'> | undefined;
  for (const form of candidate.forms) {
    const approximation = await approximate(problem, layer, form, options.tools);
    const energy = approximation.total + fromMeans;
    const chosen = await chooseRank(options.rule, form, macs, approximation, energy);
    const errorAt = async (rank: number): Promise<number> =>
      energy === 0 ? 0 : (await approximation.lost(rank)) / energy;
    if (!chosen.pays) {
      const [{ rank }, error] = [chosen, await errorAt(chosen.rank)];
      const lost = approximation.total === 0 ? 0 : (error * energy) / approximation.total;
      rejected ??= { form, rank, error, reason: reasonAgainst(options.rule, form, rank, macs, { error, lost }) };
      continue;
    }
    const ranks = options.onlyFaster ? ranksNear(chosen, form.limit) : [roundedRank(chosen, form.limit)];
    for (const rank of ranks) possible.push({ form, rank, error: await errorAt(rank), approximation });
  }
  if (possible.length === 0) return { candidate, ...rejected! };
  const best = options.onlyFaster
    ? await fastestSplit(layer, possible, options)
    : { split: cheapest(possible, options.rule), isFaster: true };
  const { form, rank, error } = best.split;
  const share = formatShare((form.macsPerRank * rank) / macs);
  const figures = { rank, full: form.fullRank, macs: share };
  const milliseconds = 'milliseconds' in best ? best.milliseconds : undefined;
  const time = 'share' in best ? formatShare(best.share) : undefined;
  const decided = { candidate, form, rank, error, ...(milliseconds !== undefined && { milliseconds }) };
  if (!best.isFaster) return { ...decided, reason: message('factorize.not-faster', { ...figures, time: time ?? '' }) };
  const reason =
    time === undefined
      ? message('factorize.applied', figures)
      : message('factorize.applied-faster', { ...figures, time });
  return { ...decided, reason, replacement: await replacementOf(best.split, weight, statistics, biases) };
}

/** The bias of a layer, where another one can be stored without a further node. */
function correctableBias(layer: LayerMatrix): Float64Array | undefined {
  const bias = layer.readBias();
  return layer.biasInside || bias?.some((each) => each !== 0) === true ? bias : undefined;
}

function approximate(
  problem: Problem,
  { form }: LayerMatrix,
  { kind }: FactorForm,
  tools: Tools,
): Promise<Approximation> {
  if (kind !== 'spatial' || form.kind !== 'convolution') return DirectApproximation.of(problem, tools);
  const [high = 1, wide = 1] = form.kernel;
  return SpatialApproximation.of(problem, [high, wide], tools);
}

function reasonAgainst(
  rule: RankRule,
  { fullRank: full, limit, macsPerRank }: FactorForm,
  rank: number,
  macs: number,
  { error, lost }: { readonly error: number; readonly lost: number },
): Message {
  const share = formatShare((macsPerRank * rank) / macs);
  switch (rule.kind) {
    case 'rank':
      return message('factorize.rank-too-high', { rank, full, macs: share, limit });
    case 'macs':
      return message('factorize.share-too-small', { full, macs: share });
    case 'energy':
      return message('factorize.energy-too-high', { limit, full, kept: formatShare(1 - lost) });
    case 'error':
      return message('factorize.error-too-low', { limit, full, error: formatShare(error) });
  }
}

/** Where quality was asked for the one with fewer MACs, else the one with the smaller error. */
function cheapest(possible: readonly PossibleSplit[], rule: RankRule): PossibleSplit {
  const byMacs = rule.kind === 'energy' || rule.kind === 'error';
  const cost = ({ form, rank, error }: PossibleSplit): number => (byMacs ? form.macsPerRank * rank : error);
  return possible.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

async function fastestSplit(layer: LayerMatrix, possible: readonly PossibleSplit[], options: DecisionOptions) {
  const { model, types, threads, tools } = options;
  const dims = types.get(layer.input)?.dims ?? [];
  const times = await timeSplits(model, layer, dims, possible, { threads, signal: tools.signal });
  return fastest(possible, times, (a, b) => a.error - b.error);
}

async function replacementOf(
  { rank, approximation }: PossibleSplit,
  weight: Matrix,
  statistics: InputStatistics | undefined,
  biases: readonly (Float64Array | undefined)[],
): Promise<Replacement> {
  const factors = await approximation.factors(rank);
  if (statistics?.means === undefined) return { factors };
  const { values } = await approximation.product(factors);
  const missing = matrix(
    weight.rows,
    weight.columns,
    values.map((value, index) => weight.values[index]! - value),
  );
  return {
    factors,
    biases: statistics.means.map((mean, index) =>
      Float64Array.from({ length: weight.rows }, (_, row) => biases[index]![row]! + dot(rowOf(missing, row), mean)),
    ),
  };
}

import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { FactorizeOptions } from '../../protocol/options/factorize.ts';
import type { ReductionOf } from '../../protocol/result/reduction.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { take } from '../data/take.ts';
import { type LayerMoments, layerMomentsInTurn } from '../linear/layerMoments.ts';
import { withProducts } from '../linear/products.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { PassContext } from '../recipe/context.ts';
import { measuredTypes } from '../recipe/measuredTypes.ts';
import { firstFeeds } from '../recipe/samples.ts';
import { declaredTypes, type TensorTypes, tensorTypes } from '../runtime/tensorTypes.ts';
import { type Candidate, findCandidates, type LeftOut } from './candidate.ts';
import { decide, type Decision, type DecisionOptions } from './decide.ts';
import { describeFactorization, figuresOf } from './describe.ts';
import { parseRank } from './rank.ts';
import { replaceLayers } from './replaceLayers.ts';

/**
 * Replaces layers of the main graph, in place, by two smaller ones each: matrix products, and convolutions without groups. What is
 * lost is kept small in the outputs of each layer on `dataset`, or in the weights where there is none or the options say so.
 * @throws UserError where the data does not fit the model, or the model cannot be run
 */
export async function factorize(
  model: Model,
  dataset: Dataset | undefined,
  options: FactorizeOptions,
  context: PassContext,
): Promise<ReductionOf<'low-rank'>> {
  context.progress(message('stage.preparing', {}), 0);
  const types = await typesOf(model, dataset, context);
  const before = await figuresOf(model, types);
  const { candidates, leftOut } = findCandidates(model, types, options);
  const seen = options.factorization === 'activation-aware' ? dataset : undefined;
  const found = await decideAll(model, candidates, seen, types, options, context);
  replaceLayers(model, found.decisions);
  context.progress(message('factorize.stage-layers', {}), 1);
  return describeFactorization(model, before, {
    decisions: found.decisions,
    leftOut: [...leftOut, ...found.leftOut],
    notes: [...dataNotes(dataset, options), ...found.notes],
  });
}

/** What {@link factorize} would do; nothing is changed. @throws UserError as that does */
export function planFactorize(
  model: Model,
  dataset: Dataset | undefined,
  options: FactorizeOptions,
  context: PassContext,
): Promise<ReductionOf<'low-rank'>> {
  return factorize(model.clone(), dataset, options, context);
}

async function typesOf(model: Model, dataset: Dataset | undefined, context: PassContext): Promise<TensorTypes> {
  const { temporaryFolder, threads, seed } = context;
  const run = { seed, ...(threads !== undefined && { threads }) };
  if (dataset !== undefined) return tensorTypes(model, await firstFeeds(dataset), { temporaryFolder, ...run });
  try {
    return await measuredTypes(model, { run }, context);
  } catch (error) {
    // Made-up inputs do not suit every model; what the file declares may be enough.
    if (error instanceof UserError) return declaredTypes(model);
    throw error;
  }
}

function dataNotes(dataset: Dataset | undefined, { factorization }: FactorizeOptions): readonly Message[] {
  if (factorization === 'svd') return [message('factorize.weights-only', {})];
  if (dataset === undefined) return [message('factorize.no-samples', {})];
  return dataset.synthetic ? [message('factorize.synthetic', {})] : [];
}

interface Found {
  readonly decisions: readonly Decision[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Message[];
}

async function decideAll(
  model: Model,
  candidates: readonly Candidate[],
  dataset: Dataset | undefined,
  types: TensorTypes,
  { rank, onlyFaster, calibrationSamples }: FactorizeOptions,
  context: PassContext,
): Promise<Found> {
  const { threads, seed, signal } = context;
  const decisions: Decision[] = [];
  const leftOut: LeftOut[] = [];
  const notes: Message[] = [];
  const samples = dataset && calibrationSamples !== undefined ? take(dataset, calibrationSamples) : dataset;
  await withProducts(threads, async (products) => {
    const tools = { products, seed, signal };
    const decisionOptions: DecisionOptions = { model, types, rule: parseRank(rank), onlyFaster, threads, tools };
    let done = 0;
    for await (const { candidate, moments } of withMoments(model, candidates, samples, context, notes)) {
      signal.throwIfAborted();
      const decision = await decide(candidate, moments, decisionOptions);
      if ('code' in decision)
        leftOut.push(...candidate.layers.map(({ node }) => ({ graph: model.graph, node, reason: decision })));
      else decisions.push(decision);
      context.progress(message('factorize.stage-layers', {}), ++done / candidates.length);
    }
  });
  return { decisions, leftOut, notes };
}

interface WithMoments {
  readonly candidate: Candidate;
  readonly moments: readonly LayerMoments[] | undefined;
}

/** The candidates with the moments of what their layers read, as soon as those of all its layers are known. */
async function* withMoments(
  model: Model,
  candidates: readonly Candidate[],
  dataset: Dataset | undefined,
  { threads, signal }: PassContext,
  notes: Message[],
): AsyncGenerator<WithMoments> {
  const waiting = new Set(candidates);
  if (dataset !== undefined) {
    const known = new Map<NodeId, LayerMoments>();
    const byLayer = new Map(candidates.flatMap((each) => each.layers.map(({ id }) => [id, each] as const)));
    const onLeftOut = (node: NodeId, reason: Message): void => {
      notes.push(message('factorize.without-inputs', { node, reason }));
    };
    for await (const [id, moments] of layerMomentsInTurn(model, [...byLayer.keys()], dataset, {
      threads,
      signal,
      onLeftOut,
    })) {
      known.set(id, moments);
      const candidate = byLayer.get(id)!;
      const all = candidate.layers.map((layer) => known.get(layer.id));
      if (!all.every((each) => each !== undefined)) continue;
      waiting.delete(candidate);
      for (const layer of candidate.layers) known.delete(layer.id);
      yield { candidate, moments: all };
    }
  }
  for (const candidate of waiting) yield { candidate, moments: undefined };
}

import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { FactorizedLayer, ReductionOf } from '../../protocol/result/reduction.ts';
import type { LayerMatrix } from '../linear/layerMatrix.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { countMacs } from '../profile/nodeMacs.ts';
import { storedWeights } from '../profile/storedWeights.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import type { LeftOut } from './candidate.ts';
import type { Decision } from './decide.ts';

/** Of a whole model. */
export interface Figures {
  readonly parameters: number;
  readonly macs: number;
}

/** What a model has before. */
export async function figuresOf(model: Model, types: TensorTypes): Promise<Figures> {
  return { parameters: (await storedWeights(model)).parameters, macs: countMacs(model, types).total };
}

export interface Outcome {
  readonly decisions: readonly Decision[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Message[];
}

/** Says what was done to a model, layer by layer and altogether. */
export async function describeFactorization(
  model: Model,
  before: Figures,
  { decisions, leftOut, notes }: Outcome,
): Promise<ReductionOf<'low-rank'>> {
  const layers = decisions.flatMap((decision) => describe(model, decision));
  const saved = layers.reduce((sum, { applied, macs }) => sum + (applied ? macs.before - macs.after : 0), 0);
  return {
    kind: 'low-rank',
    layers,
    parameters: { before: before.parameters, after: (await storedWeights(model)).parameters },
    macs: { before: before.macs, after: before.macs - saved },
    untouched: leftOut.map(({ graph, node, reason }) => ({ ...nameOf(graph, node), reason })),
    notes: layers.some(({ applied }) => applied) ? notes : [...notes, message('factorize.nothing', {})],
  };
}

/** Layers that share a weight have it once: it counts with the first. */
function describe(model: Model, decision: Decision): readonly FactorizedLayer[] {
  const { candidate, form, rank, error, reason, milliseconds, replacement } = decision;
  const applied = replacement !== undefined;
  const stays = applied && model.stored(model.graph, candidate.weight) !== undefined;
  const factors = form.parametersPerRank * rank;
  return candidate.layers.map((layer: LayerMatrix, index) => ({
    ...nameOf(model.graph, layer.node),
    form: form.kind,
    rank,
    fullRank: form.fullRank,
    applied,
    reason: stays ? message('factorize.weight-stays', { reason }) : reason,
    macs: {
      before: candidate.macs[index]!,
      after: Math.round(form.macsPerRank * rank * shareOf(candidate.macs, index)),
    },
    parameters:
      index > 0
        ? { before: 0, after: 0 }
        : { before: candidate.parameters, after: factors + (stays ? candidate.parameters : 0) },
    error,
    ...(milliseconds !== undefined && { milliseconds }),
  }));
}

/** MACs of a layer by those of the first one, for which the form counts. */
function shareOf(macs: readonly number[], index: number): number {
  return macs[index]! / macs[0]!;
}

function nameOf(graph: Graph, node: onnx.NodeProto) {
  const [origin] = graph.origins(node);
  return { node: origin ?? graph.id(node), name: node.name, operator: node.opType };
}

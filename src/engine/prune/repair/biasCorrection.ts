import { layerMatrix } from '../../linear/layerMatrix.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import { fitInto } from '../../onnx/reals.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { expectedMeans } from './expectedMeans.ts';
import { hasFittedBias } from './layerRepair.ts';
import { type LosingLayer, losingLayers } from './losingLayers.ts';
import { storeRepaired } from './storeRepaired.ts';

/** Layers whose bias took what the channels that go gave on average. */
export interface CorrectedBiases {
  readonly groups: ChannelGroups;
  readonly corrected: readonly NodeId[];
  /** Layers of whose inputs the file does not tell the means, or that have no bias. */
  readonly unknown: readonly NodeId[];
}

/**
 * Adds to the bias of every layer that loses inputs what these gave on average, as far as that is known without data
 * ({@link expectedMeans}), in place; channels that go become zero. What pads add at the rim is not looked at.
 */
export function correctBiasWithoutData(model: Model, groups: ChannelGroups, removed: RemovedUnits): CorrectedBiases {
  const reference = disposableCopy(model);
  maskChannels(model, groups, removed, new Map());
  const { layers, others } = losingLayers(model, groups, removed);
  const corrected: NodeId[] = [];
  const unknown = others.map(({ node }) => node);
  let now = groups;
  for (const losing of layers) {
    const { layer } = losing;
    const bias = correctedBias(reference, losing);
    if (bias === undefined || !fitInto(layer.type, bias)) {
      unknown.push(layer.id);
      continue;
    }
    now = storeRepaired(layer, { weights: Float64Array.from(layer.read()), bias }, now);
    corrected.push(layer.id);
  }
  return { groups: now, corrected, unknown };
}

function correctedBias(reference: Model, { layer, kept, keptOutputs }: LosingLayer): Float64Array | undefined {
  const whole = layerMatrix(reference, reference.graph, reference.graph.producer(layer.id)!);
  const means = expectedMeans(reference, layer.input);
  const channels = layer.inputs / layer.positions;
  if (whole === undefined || means?.length !== layer.groups * channels || !hasFittedBias(layer)) return undefined;
  const weights = whole.read();
  const left = new Set(kept);
  return layer.readBias()?.map((value, output) => {
    if (!keptOutputs[output]) return 0;
    const first = Math.floor(output / layer.outputs) * channels;
    let given = 0;
    for (let column = 0; column < layer.inputs; column++) {
      if (left.has(column)) continue;
      given += weights[output * layer.inputs + column]! * means[first + Math.floor(column / layer.positions)]!;
    }
    return value + given;
  });
}

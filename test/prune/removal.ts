import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import { makeNode } from '../../src/engine/onnx/attributes.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import type { NodeId } from '../../src/engine/onnx/nodeId.ts';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { type DenseTensor, elementCount } from '../../src/engine/onnx/tensor.ts';
import { upgradeOpset } from '../../src/engine/onnx/upgrade/upgrade.ts';
import { channelGroups } from '../../src/engine/prune/groups/channelGroups.ts';
import type { ChannelGroup, ChannelGroups, RemovedUnits } from '../../src/engine/prune/groups/group.ts';
import { maskChannels } from '../../src/engine/prune/groups/maskChannels.ts';
import { removeChannels } from '../../src/engine/prune/groups/removeChannels.ts';
import { typesAfter } from '../../src/engine/prune/groups/typesAfter.ts';
import { tensorTypes, type TensorTypes } from '../../src/engine/runtime/tensorTypes.ts';
import { type PruneChannelsOptions, pruneChannelsOptions } from '../../src/protocol/options/pruneChannels.ts';
import { largestError, type Outputs, outputsOf } from '../fixtures/computes.ts';
import type { Random } from '../fixtures/random.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-prune-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** A model that can be made anew, and what was found of its channels. */
export interface Analysed {
  readonly build: () => Model;
  readonly feeds: Feeds;
  readonly types: TensorTypes;
  readonly groups: ChannelGroups;
}

/** Types and shapes in one run. */
export const measuredTypes = (model: Model, feeds: Feeds): Promise<TensorTypes> =>
  tensorTypes(model, feeds, { temporaryFolder });

/** Finds the groups of a model for the inputs it is run with. */
export async function analysed(
  build: () => Model,
  feeds: Feeds,
  options: Partial<PruneChannelsOptions> = {},
): Promise<Analysed> {
  const model = build();
  const types = await measuredTypes(model, feeds);
  const groups = channelGroups(model, types, { ...pruneChannelsOptions.parse({}), ...options });
  return { build, feeds, types, groups };
}

/** Groups that have channels to lose; those that are outputs of the model are there only when they were asked for. */
export function prunable({ groups }: Pick<Analysed, 'groups'>): readonly ChannelGroup[] {
  return groups.groups.filter(({ units }) => units > 1);
}

const recurrentLayers = new Set(['LSTM', 'GRU', 'RNN']);
const layers = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', ...recurrentLayers]);

/** Ids of the layers whose weights do not depend on the inputs, those inside branches and loops too. */
export function weightedLayers(model: Model): readonly NodeId[] {
  const weighted: NodeId[] = [];
  for (const graph of model.graphs()) {
    const computed = new Set(graph.feeds.map(({ name }) => name));
    for (const node of graph.inOrder()) {
      const weights = node.opType === 'MatMul' ? node.input : node.input.slice(1, 2);
      if (layers.has(node.opType) && !weights.every((tensor) => computed.has(tensor))) weighted.push(graph.id(node));
      if (node.input.some((tensor) => computed.has(tensor))) for (const output of node.output) computed.add(output);
    }
  }
  return weighted;
}

/** Some units of a group. */
export function someUnits(random: Random, { units }: ChannelGroup, count: number): readonly number[] {
  const all = Array.from({ length: units }, (_, unit) => unit);
  const chosen = Array.from({ length: count }, () => all.splice(random.integer(all.length), 1)[0]!);
  return chosen.toSorted((a, b) => a - b);
}

/**
 * What is wrong with removing these units, in words, a line each; nothing where all is as it should be. A model without them has to
 * compute what the model computes whose parameters are zero there, and what the model computes whose tensors are zero there: the
 * latter knows nothing of what parameters are for.
 */
export async function wrongsOfRemoval(
  { build, feeds, types, groups }: Analysed,
  removed: RemovedUnits,
  tolerance = 1e-4,
): Promise<readonly string[]> {
  const without = build();
  removeChannels(without, groups, removed, types);
  const masked = build();
  maskChannels(masked, groups, removed, types);

  const actual = await outputsOf(without, feeds);
  const wrongs: string[] = [];
  const compare = (expected: Outputs, what: string): void => {
    const error = largestError(actual, keptOutputs(expected, groups, removed));
    if (!(error <= tolerance)) wrongs.push(`differs from the model ${what} by ${error}`);
  };
  compare(await outputsOf(masked, feeds), 'with zeros as parameters');
  if (canBeSilenced(masked, groups, removed)) {
    const silenced = build();
    if (silenced.opset()! < 9) upgradeOpset(silenced, 13);
    silence(silenced, groups, removed, types);
    compare(await outputsOf(silenced, feeds), 'with zeros as channels');
  }
  return [...wrongs, ...(await wrongsOfTypes(without, feeds, typesAfter(types, groups, removed)))];
}

/** The outputs without the channels that go, where those are outputs of the model. */
function keptOutputs(outputs: Outputs, { groups }: ChannelGroups, removed: RemovedUnits): Outputs {
  const kept = new Map(outputs);
  for (const { id, parts } of groups) {
    const gone = new Set(removed.get(id));
    for (const { tensor: name, axis, unitOf } of parts) {
      const tensor = kept.get(name);
      if (tensor === undefined || gone.size === 0) continue;
      // Taken one after the other, positions of a second group would have moved.
      if (tensor.dims[axis] !== unitOf.length) throw new Error(`${name} loses channels of two groups`);
      kept.set(
        name,
        withoutPositions(tensor, axis, (position) => gone.has(unitOf[position]!)),
      );
    }
  }
  return kept;
}

function withoutPositions(tensor: DenseTensor, axis: number, isGone: (position: number) => boolean): DenseTensor {
  const { dims } = tensor;
  const [size, inner] = [dims[axis]!, elementCount(dims.slice(axis + 1))];
  const values = realsOf(tensor).filter((_, index) => !isGone(Math.floor(index / inner) % size));
  const left = Array.from({ length: size }, (_, position) => position).filter((position) => !isGone(position));
  return { type: tensor.type, dims: dims.with(axis, left.length), data: values };
}

/** Where the shapes of a model's tensors, other than the numbers that rules write anew, are not those that were expected. */
async function wrongsOfTypes(model: Model, feeds: Feeds, expected: TensorTypes): Promise<readonly string[]> {
  const wrongs: string[] = [];
  for (const [name, { type, dims }] of await measuredTypes(model, feeds)) {
    const header = expected.get(name);
    if (header === undefined || (type === 'int64' && model.constantHeader(model.graph, name) !== undefined)) continue;
    const [given, wanted] = [`${type}[${dims.join()}]`, `${header.type}[${header.dims.join()}]`];
    if (given !== wanted) wrongs.push(`${name} is ${given} instead of ${wanted}`);
  }
  return wrongs;
}

/** Not where channels go that a layer reads again in its next step, and not in models that are too old to be added to. */
function canBeSilenced(model: Model, { groups }: ChannelGroups, removed: RemovedUnits): boolean {
  const { graph } = model;
  const producers = new Set(groups.flatMap(({ id, producers }) => (removed.has(id) ? producers : [])));
  const isRecurrent = [...graph.nodes].some(
    (node) => recurrentLayers.has(node.opType) && producers.has(graph.id(node)),
  );
  return !isRecurrent && model.opset()! >= 7;
}

/** Makes channels zero in every tensor that is computed, right after it was. */
export function silence(model: Model, { groups }: ChannelGroups, removed: RemovedUnits, types: TensorTypes): void {
  const { graph } = model;
  for (const group of groups) {
    const gone = new Set(removed.get(group.id));
    if (gone.size === 0) continue;
    for (const { tensor, axis, unitOf } of group.parts) {
      const header = types.get(tensor);
      const producer = graph.producer(tensor);
      if (producer === undefined || header?.type !== 'float32' || model.constantHeader(graph, tensor)) continue;
      const dims = header.dims.map((size, index) => (index === axis ? size : 1));
      const kept = Uint8Array.from(unitOf, (unit) => Number(!gone.has(unit)));
      const [mask, zero, before] = ['mask', 'zero', 'before'].map((name) => graph.freshName(`${tensor}_${name}`));
      graph.addInitializer(model.tensor(mask!, 'bool', dims, kept));
      graph.addInitializer(model.tensor(zero!, 'float32', [], new Float32Array(1)));
      graph.setOutput(producer, producer.output.indexOf(tensor), before!);
      graph.add(makeNode('Where', [mask!, before!, zero!], [tensor]));
    }
  }
}

import { message } from '../../protocol/messages/catalogue.ts';
import type { Dataset } from '../data/dataset.ts';
import { disposableCopy } from '../onnx/disposableCopy.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { upgradeOpset } from '../onnx/upgrade/upgrade.ts';
import { keepOnly, probedModel } from '../runtime/probedModel.ts';
import { runSamples } from '../runtime/runSamples.ts';
import { withSession } from '../runtime/session.ts';
import { sideBySide } from '../sensitivity/symptom/sideBySide.ts';
import type { MomentsOptions } from './layerMoments.ts';
import { channelRows } from './channelRows.ts';
import { layerMatrix } from './layerMatrix.ts';
import { MomentSums, type SummedWidths } from './momentSums.ts';
import { ProbeNodes } from './probeNodes.ts';
import type { RowSource } from './rowProbe.ts';
import { rowsOf } from './thinning.ts';

/** What is run: a copy of the model, with the other one beside it where there is one. */
export interface MomentsSubject {
  readonly model: Model;
  readonly dataset: Dataset;
  /** What a tensor of the other model is called in both; undefined without one. */
  readonly inReference: ((tensor: string) => string | undefined) | undefined;
}

/** A layer whose rows are summed. */
export interface SummedLayer {
  readonly layer: RowSource;
  readonly widths: SummedWidths;
  /** The tensor that holds the outputs in the other model. */
  readonly reference: string | undefined;
  /** Dimensions of its output in a typical run. */
  readonly result: readonly number[];
  readonly rowsPerRun: number;
  /** Rows to sum over, about. */
  readonly wanted: number;
}

/** The first version of all the operators that rows are gathered by. */
const probesOpset = 13;

export function momentsSubject(model: Model, reference: Model | undefined, dataset: Dataset): MomentsSubject {
  const copy = upgradedCopy(model);
  if (reference === undefined) return { model: copy, dataset, inReference: undefined };
  const other = upgradedCopy(reference);
  const both = sideBySide(copy, other, dataset, () => undefined);
  const inReference = (tensor: string): string | undefined =>
    other.graph.producer(tensor) === undefined ? undefined : both.nameInSecond(tensor);
  return { model: both.model, dataset: both.dataset, inReference };
}

function upgradedCopy(model: Model): Model {
  const copy = disposableCopy(model);
  if ((model.opset() ?? probesOpset) < probesOpset) upgradeOpset(copy, probesOpset);
  return copy;
}

/** The layers that nodes are, in the order of the graph, as they are in a typical run; says which are left out. */
export async function layersToSum(
  subject: MomentsSubject,
  nodes: readonly NodeId[],
  { diagonalOnly = false, budget = Infinity, rows, signal, threads, onLeftOut }: MomentsOptions,
): Promise<readonly SummedLayer[]> {
  const { model, inReference } = subject;
  const wanted = new Set(nodes);
  const layers = new Map<NodeId, RowSource>();
  for (const node of model.graph.inOrder()) {
    const id = model.graph.id(node);
    if (!wanted.has(id)) continue;
    const layer = layerMatrix(model, model.graph, node) ?? channelRows(model, model.graph, node);
    if (layer !== undefined) layers.set(id, layer);
  }
  for (const id of wanted) if (!layers.has(id)) onLeftOut?.(id, message('repair.no-matrix', {}));
  const results = await typicalResults(subject, [...layers.values()], { signal, threads });
  return [...layers.values()].flatMap((layer, index) => {
    const result = results[index]!;
    const reference = inReference?.(layer.output);
    const widths = {
      groups: layer.groups,
      inputs: layer.inputs,
      outputs: reference === undefined ? 0 : layer.outputs,
      diagonalOnly,
    };
    const bytes = MomentSums.bytes(widths);
    if (bytes > budget) {
      const [megabytes, allowed] = [Math.ceil(bytes / 2 ** 20), Math.floor(budget / 2 ** 20)];
      onLeftOut?.(layer.id, message('repair.too-wide', { inputs: layer.inputs, megabytes, allowed }));
      return [];
    }
    const rowsPerRun = rowsOf(layer.form, result);
    return { layer, widths, reference, result, rowsPerRun, wanted: rows ?? 16 * layer.inputs + 4096 };
  });
}

/** The dimensions of what layers write for the first sample. */
async function typicalResults(
  { model, dataset }: MomentsSubject,
  layers: readonly RowSource[],
  { signal, threads }: Pick<MomentsOptions, 'signal' | 'threads'>,
): Promise<readonly (readonly number[])[]> {
  if (layers.length === 0) return [];
  const fedBack = dataset.feedback.map(({ output }) => output);
  const shapes: string[] = [];
  const probed = probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [...layers.map(({ output }) => output), ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name));
    const nodes = new ProbeNodes(model, copy);
    for (const { output } of layers.toReversed()) shapes.unshift(nodes.leave(nodes.add('Shape', [output])));
  });
  return withSession(probed, threads === undefined ? {} : { threads }, async (session) => {
    for await (const { results } of runSamples(session, dataset, shapes, { ...(signal && { signal }) })) {
      return shapes.map((name) => Array.from(results.get(name)?.data as BigInt64Array, Number));
    }
    return layers.map(() => []);
  });
}

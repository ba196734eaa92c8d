import { message } from '../../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../../protocol/messages/message.ts';
import { medianInterval } from '../../../benchmark/median.ts';
import type { Feeds } from '../../../data/dataset.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Model } from '../../../onnx/model.ts';
import { elementCount } from '../../../onnx/tensor.ts';
import { macsByNode } from '../../../profile/nodeMacs.ts';
import { nodeTimes } from '../../../profile/nodeTimes.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';
import { layerShape } from '../rounding/groupLayers.ts';
import type { LayerClock } from '../rounding/layerTimes.ts';

export interface ExpectedTime {
  readonly milliseconds: { readonly before: number; readonly after: number };
  readonly note: Message;
}

export interface TimedRun {
  readonly feeds: Feeds;
  readonly temporaryFolder: string;
  readonly threads: number | undefined;
}

/**
 * How long a run takes, from one profile, and will take when tensors have the shapes of `after`: the time of every node is scaled by what
 * it takes alone with its old and new sizes, where that can be measured, else by its MACs, else by what it writes.
 * @throws UserError where the model cannot be run
 */
export async function expectedTime(
  model: Model,
  types: TensorTypes,
  after: TensorTypes,
  clock: LayerClock,
  { feeds, temporaryFolder, threads }: TimedRun,
): Promise<ExpectedTime> {
  const profile = await nodeTimes(model, feeds, { temporaryFolder, ...(threads !== undefined && { threads }) });
  const changed = [...profile.nodes].filter(([node]) => isChanged(node, types, after)).sort(([, a], [, b]) => b - a);
  const macs = { before: macsByNode(model.graph, types), after: macsByNode(model.graph, after) };
  let saved = 0;
  let measured = 0;
  for (const [node, milliseconds] of changed) {
    const alone = await clock.compare([[layerShape(model, node, types)], [layerShape(model, node, after)]]);
    if (alone !== undefined) measured++;
    const id = model.graph.id(node);
    const left =
      (alone && medianRatio(alone)) ??
      ratio(macs.before.get(id), macs.after.get(id)) ??
      ratio(written(node, types), written(node, after)) ??
      1;
    saved += milliseconds * (1 - left);
  }
  return {
    milliseconds: { before: profile.milliseconds, after: Math.max(0, profile.milliseconds - saved) },
    note: message('pruneChannels.expected-time', { measured, scaled: changed.length - measured }),
  };
}

function medianRatio([before, after]: readonly Float64Array[]): number {
  return medianInterval([...before!].map((milliseconds, round) => after![round]! / milliseconds)).median;
}

function isChanged(node: onnx.NodeProto, types: TensorTypes, after: TensorTypes): boolean {
  return [...node.input, ...node.output].some((tensor) => types.get(tensor) !== after.get(tensor));
}

function ratio(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined || before === 0 ? undefined : after / before;
}

function written(node: onnx.NodeProto, types: TensorTypes): number {
  return node.output.reduce((sum, tensor) => sum + elementCount(types.get(tensor)?.dims ?? [0]), 0);
}

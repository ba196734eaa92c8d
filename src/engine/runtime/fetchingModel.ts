import Long from 'long';
import { makeNode } from '../onnx/attributes.ts';
import type { Dataset } from '../data/dataset.ts';
import { elementTypeCode } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { Fetch } from './fetchGroups.ts';
import { asFloat32, probePrefix } from './observation.ts';
import { keepOnly, probedModel, untyped } from './probedModel.ts';
import { addReductions } from './reductions.ts';
import type { TensorTypes } from './tensorTypes.ts';

/** A model whose outputs are the tensors to fetch. */
export interface FetchingModel {
  readonly probed: Model;
  /** The output that holds each tensor. */
  readonly outputs: ReadonlyMap<string, string>;
  /** The tensors of which only a part is fetched; the extremes of the whole are outputs too. */
  readonly thinned: ReadonlySet<string>;
}

/** The first version of Slice that takes steps. */
const stepsOpset = 10;

/** The part of a model that computes some tensors, and the outputs that feed its state. */
export function withFetches(
  model: Model,
  fetches: readonly Fetch[],
  dataset: Dataset,
  types: TensorTypes,
): FetchingModel {
  const fedBack = dataset.feedback.map(({ output }) => output);
  const outputs = new Map<string, string>();
  const thinned = new Set<string>();
  const canThin = (model.opset() ?? stepsOpset) >= stepsOpset;
  const probed = probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [...fetches.map(({ tensor }) => tensor), ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name));
    // The last first, so that a thinned tensor can go as soon as it was thinned: see addReductions.
    for (const { tensor, step } of fetches.toReversed()) {
      const real = asFloat32(tensor, types, copy.node);
      const isThinned = canThin && step > 1;
      if (isThinned) {
        thinned.add(tensor);
        addReductions(copy, tensor, real);
      }
      const output = isThinned ? everyNth(copy, real, step) : written(copy, model.graph, real);
      outputs.set(tensor, output);
      if (!fedBack.includes(output)) copy.output.push(untyped(output));
    }
  });
  return { probed, outputs, thinned };
}

/** What a caller feeds, or the file stores, leaves the graph through a node, because outputs must be written by one. */
function written(copy: onnx.GraphProto, graph: Graph, tensor: string): string {
  if (
    !graph.isInput(tensor) &&
    graph.initializer(tensor) === undefined &&
    graph.sparseInitializer(tensor) === undefined
  ) {
    return tensor;
  }
  const output = `${probePrefix}identity:${tensor}`;
  copy.node.push(makeNode('Identity', [tensor], [output]));
  return output;
}

/** Every `step`-th element of a tensor as a vector. */
function everyNth(copy: onnx.GraphProto, tensor: string, step: number): string {
  const name = (part: string): string => `${probePrefix}${part}:${tensor}`;
  const vector = (part: string, value: number): string => {
    const int64Data = [Long.fromNumber(value)];
    const dataType = elementTypeCode('int64');
    copy.initializer.push(onnx.TensorProto.create({ name: name(part), dataType, dims: [Long.ONE], int64Data }));
    return name(part);
  };
  copy.node.push(
    makeNode('Reshape', [tensor, vector('flat-shape', -1)], [name('flat')]),
    makeNode(
      'Slice',
      [
        name('flat'),
        vector('start', 0),
        vector('end', Number.MAX_SAFE_INTEGER),
        vector('axis', 0),
        vector('step', step),
      ],
      [name('thinned')],
    ),
  );
  return name('thinned');
}

import Long from 'long';
import type { Dataset } from '../data/dataset.ts';
import { int, ints, makeNode } from '../onnx/attributes.ts';
import { elementTypeCode } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { asFloat32, inOrderOfCreation, type ObserveOptions, observingSession, probePrefix } from './observation.ts';
import { keepOnly, probedModel, untyped } from './probedModel.ts';
import { runSamples } from './runSamples.ts';
import { withSession } from './session.ts';

/** One dimension of a tensor of real numbers. */
export interface EnergyAxis {
  readonly tensor: string;
  /** Counted from the front, from 0. */
  readonly axis: number;
}

/** The first version of ReduceSumSquare that takes its axes as an input. */
const axesAreInput = 18;

/**
 * Mean squares of tensors over a dataset, for each position along one of their dimensions, in the order of `wanted`. They are summed
 * inside the graph, where each tensor is gone as soon as its last reader has run, so memory depends neither on the number of tensors nor
 * on that of samples. Every sample counts as if it had the shape of the typical one.
 * @throws UserError where data or model fail
 */
export async function observeEnergies(
  model: Model,
  wanted: readonly EnergyAxis[],
  dataset: Dataset,
  options: ObserveOptions,
): Promise<readonly Float64Array[]> {
  if (wanted.length === 0) return [];
  const sums = wanted.map(({ tensor, axis }) => new Float64Array(options.types.get(tensor)?.dims[axis] ?? 0));
  const probes = wanted.map((_, index) => `${probePrefix}energy.${index}`);
  const probed = withEnergies(model, wanted, probes, dataset, options);
  let done = 0;
  await withSession(probed, observingSession(options), async (session) => {
    for await (const { results } of runSamples(session, dataset, probes, options)) {
      probes.forEach((probe, index) => {
        const values = results.get(probe)?.data as Float32Array | undefined;
        values?.forEach((value, position) => (sums[index]![position]! += value));
      });
      options.onProgress?.(++done / dataset.size);
    }
  });
  return sums.map((sum, index) => {
    const { tensor, axis } = wanted[index]!;
    const dims = options.types.get(tensor)?.dims ?? [];
    const elements = (elementCount(dims) / (dims[axis] ?? 1)) * done;
    return sum.map((value) => value / elements);
  });
}

/** What is added for the last tensors stands first, as for reductions of whole tensors: each runs as soon as its tensor is there. */
function withEnergies(
  model: Model,
  wanted: readonly EnergyAxis[],
  probes: readonly string[],
  dataset: Dataset,
  options: ObserveOptions,
): Model {
  const fedBack = dataset.feedback.map(({ output }) => output);
  const ordered = inOrderOfCreation(
    model.graph,
    wanted.map(({ tensor }) => tensor),
  );
  const places = new Map<string, number[]>(ordered.map((tensor) => [tensor, []]));
  wanted.forEach(({ tensor }, index) => places.get(tensor)!.push(index));
  const axesInput = (model.opset() ?? axesAreInput) >= axesAreInput;
  return probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [...ordered, ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name));
    for (const tensor of ordered.toReversed()) {
      const real = asFloat32(tensor, options.types, copy.node);
      const rank = options.types.get(tensor)?.dims.length ?? 0;
      for (const index of places.get(tensor) ?? []) {
        const others = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== wanted[index]!.axis);
        addEnergy(copy, real, others, probes[index]!, axesInput);
      }
    }
  });
}

/** `others` are all dimensions but the one that is left. */
function addEnergy(
  copy: onnx.GraphProto,
  real: string,
  others: readonly number[],
  probe: string,
  axesInput: boolean,
): void {
  copy.output.push(untyped(probe));
  // Without axes everything would be summed.
  if (others.length === 0) {
    copy.node.push(makeNode('Mul', [real, real], [probe]));
    return;
  }
  const keepdims = int(0);
  if (!axesInput) {
    copy.node.push(makeNode('ReduceSumSquare', [real], [probe], { attributes: { axes: ints(others), keepdims } }));
    return;
  }
  const axes = `${probe}.axes`;
  copy.initializer.push(
    onnx.TensorProto.create({
      name: axes,
      dataType: elementTypeCode('int64'),
      dims: [Long.fromNumber(others.length)],
      int64Data: others.map((axis) => Long.fromNumber(axis)),
    }),
  );
  copy.node.push(makeNode('ReduceSumSquare', [real, axes], [probe], { attributes: { keepdims } }));
}

import Long from 'long';
import type { Dataset, Sample } from '../data/dataset.ts';
import { seededRandom } from '../data/random.ts';
import { elementTypeCode } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { keepOnly, probedModel } from '../runtime/probedModel.ts';
import type { MomentsSubject, SummedLayer } from './momentsSubject.ts';
import { ProbeNodes } from './probeNodes.ts';
import { canStride, phaseInput, phases, RowProbe } from './rowProbe.ts';
import { thinning } from './thinning.ts';

/** The outputs that hold rows of a layer. */
export interface FetchedRows {
  readonly inputs: string;
  readonly outputs: string | undefined;
}

/** A model whose outputs are rows of inputs of these layers, thinned so that all runs together give about what is wanted. */
export function momentsModel(
  subject: MomentsSubject,
  layers: readonly SummedLayer[],
  runs: number,
): { readonly probed: Model; readonly fetches: readonly FetchedRows[] } {
  const { model, dataset } = subject;
  const fedBack = dataset.feedback.map(({ output }) => output);
  const fetches: FetchedRows[] = [];
  const probed = probedModel(model, (copy) => {
    const references = layers.flatMap(({ reference }) => reference ?? []);
    keepOnly(copy, model.graph, [...layers.map(({ layer }) => layer.output), ...references, ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name));
    copy.input.push(phaseInfo());
    const nodes = new ProbeNodes(model, copy);
    // The last layer first, so that what is gathered can go as soon as it was fetched: see addReductions.
    for (const { layer, result, wanted, reference } of layers.toReversed()) {
      const thin = thinning(layer.form, result, Math.ceil(wanted / runs), canStride(layer));
      const probe = new RowProbe(nodes, layer, thin);
      fetches.unshift({
        outputs: reference === undefined ? undefined : probe.outputs(reference),
        inputs: probe.inputs(),
      });
    }
  });
  return { probed, fetches };
}

function phaseInfo(): onnx.ValueInfoProto {
  const dim = [onnx.TensorShapeProto.Dimension.create({ dimValue: Long.fromNumber(phases) })];
  const shape = onnx.TensorShapeProto.create({ dim });
  const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode('int64'), shape });
  return onnx.ValueInfoProto.create({ name: phaseInput, type: onnx.TypeProto.create({ tensorType }) });
}

/** The dataset, with the places in each sample at which thinned rows begin: scattered, but the same each time. */
export function withPhases(dataset: Dataset): Dataset {
  return {
    ...dataset,
    async *samples(selection) {
      for await (const sample of dataset.samples(selection)) yield withPhase(sample);
    },
  };
}

function withPhase(sample: Sample): Sample {
  const random = seededRandom(sample.index);
  const data = BigInt64Array.from({ length: phases }, () => BigInt(Math.floor(random() * 2 ** 30)));
  const phase: DenseTensor = { type: 'int64', dims: [phases], data };
  return { ...sample, feeds: new Map([...sample.feeds, [phaseInput, phase]]) };
}

import type { OutputDifference } from '../../../protocol/result/evaluation.ts';
import { OutputDifferences } from '../../data/metrics/outputDifferences.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { runSamples } from '../../runtime/runSamples.ts';
import { type SessionOptions, withSession } from '../../runtime/session.ts';
import type { QuantizableModel } from '../layer.ts';
import { SampleErrors } from '../sampleErrors.ts';
import { ErrorProbes, errorSums, probesOf } from './errorProbes.ts';
import { sideBySide, type SideBySide } from './sideBySide.ts';
import { visibleResult } from './visibleResult.ts';

export interface SymptomOptions {
  readonly threads?: number | undefined;
  /** Stops before the next run, by throwing its reason. */
  readonly signal?: AbortSignal;
  /** Called with the share that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

export interface Symptom {
  /** For each layer how far its result in the quantized model is from that in float. */
  readonly errors: ReadonlyMap<NodeId, SampleErrors>;
  /** The same for the outputs, of the model while it is observed. */
  readonly outputs: readonly OutputDifference[];
}

/**
 * Runs a model in float and quantized on the same samples and compares the results of all layers, so that every layer has
 * the error of those before it and its own (see {@link visibleResult}). Both run in one session, and the sums that errors follow from are made in the
 * graph, where a tensor is gone as soon as it was compared: one pass, in constant memory.
 * @throws UserError where data or model fail
 */
export async function measureSymptom(
  scheme: QuantizableModel,
  dataset: Dataset,
  { threads, signal, onProgress }: SymptomOptions = {},
): Promise<Symptom> {
  const { layers, float } = scheme;
  const both = observedSideBySide(scheme, dataset);
  const errors = new Map(layers.map(({ node }) => [node, new SampleErrors()]));
  const differences = new OutputDifferences();
  const outputs = float.graph.outputs.map(({ name }) => name);
  const visible = new Map(layers.map((layer) => [layer.node, visibleResult(layer, float)]));
  const fetches = [
    ...new Set([...[...visible.values()].flatMap(probesOf), ...outputs, ...outputs.map(both.nameInSecond)]),
  ];
  await withSession(both.model, sessionOptions(threads ?? threadsFor(scheme)), async (session) => {
    let done = 0;
    for await (const { results } of runSamples(session, both.dataset, fetches, { ...(signal && { signal }) })) {
      for (const [node, result] of visible) errors.get(node)?.add(errorSums(results, result));
      const named = (nameOf: (output: string) => string): ReadonlyMap<string, DenseTensor> =>
        new Map(outputs.map((output) => [output, results.get(nameOf(output))!]));
      differences.add(
        named(both.nameInSecond),
        named((output) => output),
      );
      onProgress?.(++done / dataset.size);
    }
  });
  return { errors, outputs: differences.result() };
}

/** Multiplications that take as long as it takes to wake a thread that waits. */
const worthWaking = 500_000;

/** One where layers are so small that waking others for each of their sums takes longer than the sums. */
function threadsFor({ layers }: QuantizableModel): number | undefined {
  const macs = layers.reduce((sum, layer) => sum + (layer.macs ?? 0), 0);
  return macs < worthWaking * layers.length ? 1 : undefined;
}

function sessionOptions(threads: number | undefined): SessionOptions {
  return threads === undefined ? {} : { threads };
}

/** Both models as one, whose outputs are the sums of every layer and what leaves the models. */
export function observedSideBySide(scheme: QuantizableModel, dataset: Dataset): SideBySide {
  const { layers, float, types } = scheme;
  return sideBySide(float, scheme.quantized(), dataset, (graph, nameInSecond) => {
    const probes = new ErrorProbes(graph, float.opset() ?? 0);
    // The last first, so that both models advance together: see addReductions.
    for (const result of new Set(layers.toReversed().map((layer) => visibleResult(layer, float)))) {
      const actual = nameInSecond(scheme.quantizedName(result));
      probes.add({ name: result, reference: result, actual, dims: types.get(result)?.dims ?? [] });
    }
  });
}

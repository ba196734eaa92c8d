import type { Dataset } from '../data/dataset.ts';
import { bitsPerElement, byteLength, isFloat } from '../onnx/elementType.ts';
import type { Model } from '../onnx/model.ts';
import { type DenseTensor, elementCount } from '../onnx/tensor.ts';
import { type Fetch, type Fetchable, fetchGroups } from './fetchGroups.ts';
import { freeBuffer } from './freeBuffer.ts';
import { inOrderOfCreation, type ObserveOptions, observingSession } from './observation.ts';
import { withFetches } from './fetchingModel.ts';
import { reducedRange, reductionsOf, type TensorRange } from './reductions.ts';
import { initialState, runSamples, type SampleRun } from './runSamples.ts';
import { withSession } from './session.ts';

export interface ObserveValuesOptions extends ObserveOptions {
  /** Bytes to fetch in one run; 48 MB unless given. What is fetched is held twice, by the runtime and here. */
  readonly budget?: number;
  /**
   * Whether a part of the elements, evenly spread, will do where all of them are more than one run may fetch; off unless
   * given. Then each sample runs once, and the largest tensors come as flat parts of the same size.
   */
  readonly thinned?: boolean;
}

const defaultBudget = 48 * 2 ** 20;

/** Tensors that are fetched together, and from which sample on. */
interface Group {
  readonly fetches: readonly Fetch[];
  readonly skip: number;
  readonly state: ReadonlyMap<string, DenseTensor>;
}

/** `whole` is the range of all elements where `values` are a part of them. */
type Found = (tensor: string, values: DenseTensor, sample: number, whole: TensorRange | undefined) => void;

/**
 * The elements of any tensors in every run over a dataset, told to `found`; real numbers as float32. Tensors are fetched a
 * group at a time: `found` sees all samples for the first tensors, then all for the next. Memory is constant in samples and
 * tensors: what `found` was given is empty once it returns.
 * @throws UserError where data or model fail
 */
export async function observeValues(
  model: Model,
  tensors: readonly string[],
  dataset: Dataset,
  options: ObserveValuesOptions,
  found: Found,
): Promise<void> {
  const fetchable = inOrderOfCreation(model.graph, tensors).map((each) => describe(each, options));
  const state = initialState(dataset);
  const waiting: Group[] = fetchGroups(fetchable, budgetOf(options)).map((fetches) => ({ fetches, skip: 0, state }));
  let done = 0;
  for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
    const from = done / (done + waiting.length + 1);
    const width = 1 / (done + waiting.length + 1);
    const onProgress = (share: number): void => options.onProgress?.(from + width * share);
    const rest = await observeGroup(model, group, dataset, { ...options, onProgress }, found);
    waiting.unshift(...rest);
    done++;
  }
}

/** Observes one group; gives what is left of it when the samples have become too large to fetch it as one. */
async function observeGroup(
  model: Model,
  group: Group,
  dataset: Dataset,
  options: ObserveValuesOptions,
  found: Found,
): Promise<readonly Group[]> {
  const { probed, outputs, thinned } = withFetches(model, group.fetches, dataset, options.types);
  return withSession(probed, observingSession(options), async (session) => {
    let position = group.skip;
    const { skip, state } = group;
    const { signal } = options;
    const fetches = [...outputs.values(), ...[...thinned].flatMap(reductionsOf)];
    const fedBack = new Set(dataset.feedback.map(({ output }) => output));
    for await (const run of runSamples(session, dataset, fetches, { skip, state, ...(signal && { signal }) })) {
      const sizes = new Map<string, number>();
      for (const { tensor } of group.fetches) {
        const output = outputs.get(tensor) ?? '';
        const values = run.results.get(output);
        if (values === undefined) continue;
        sizes.set(tensor, elementCount(values.dims));
        found(tensor, values, run.sample.index, thinned.has(tensor) ? reducedRange(run.results, tensor) : undefined);
        if (!fedBack.has(output)) release(values);
      }
      options.onProgress?.(++position / dataset.size);
      const smaller = position < dataset.size ? regrouped(group.fetches, sizes, options) : undefined;
      if (smaller !== undefined)
        return smaller.map((each) => ({ fetches: each, skip: position, state: stateAfter(run, dataset) }));
    }
    return [];
  });
}

/** New groups for tensors that turned out more than twice as large as the budget allows, unless there are none smaller. */
function regrouped(
  fetches: readonly Fetch[],
  sizes: ReadonlyMap<string, number>,
  options: ObserveValuesOptions,
): readonly (readonly Fetch[])[] | undefined {
  const actual = fetches.map(({ tensor, step }): Fetchable => {
    const described = describe(tensor, options);
    return { ...described, elements: (sizes.get(tensor) ?? 0) * step };
  });
  const bytes = actual.reduce(
    (sum, each, index) => sum + (each.elements / fetches[index]!.step) * each.bytesPerElement,
    0,
  );
  if (bytes <= 2 * budgetOf(options)) return undefined;
  const groups = fetchGroups(actual, budgetOf(options));
  const same = groups.length === 1 && groups[0]!.every(({ step }, index) => step <= fetches[index]!.step);
  return same ? undefined : groups;
}

function describe(tensor: string, { types, thinned }: ObserveValuesOptions): Fetchable {
  const header = types.get(tensor);
  const type = header?.type ?? 'float32';
  return {
    tensor,
    elements: elementCount(header?.dims ?? []),
    bytesPerElement: isFloat(type) ? byteLength('float32', 1) : bitsPerElement(type) / 8,
    divisible: thinned === true && isFloat(type),
  };
}

function release({ data }: DenseTensor): void {
  if (ArrayBuffer.isView(data)) freeBuffer(data.buffer);
}

function stateAfter({ results }: SampleRun, dataset: Dataset): ReadonlyMap<string, DenseTensor> {
  return new Map(dataset.feedback.map(({ input, output, initial }) => [input, results.get(output) ?? initial]));
}

function budgetOf({ budget }: ObserveValuesOptions): number {
  return budget ?? defaultBudget;
}

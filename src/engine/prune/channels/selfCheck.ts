import type { Feeds } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { isReal, type Reals, realsOf } from '../../onnx/reals.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { withSession } from '../../runtime/session.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { gather } from '../groups/gather.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { keptPositions } from '../groups/keptPositions.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { removeChannels } from '../groups/removeChannels.ts';

/** Differences that are surely only the order of sums, relative to the largest element of an output. */
const small = 1e-4;
/** How much larger than what another order of sums brings a difference may be. */
const margin = 10;

type Outputs = ReadonlyMap<string, DenseTensor>;

/**
 * Takes units out of a model, in place, and makes sure that it computes what it computed with all their parameters zero.
 * @throws Error where it does not, which is a defect: the model must not be used then
 */
export async function removeChecked(
  model: Model,
  groups: ChannelGroups,
  removed: RemovedUnits,
  types: TensorTypes,
  { feeds, threads }: { readonly feeds: Feeds; readonly threads: number | undefined },
): Promise<void> {
  const run = (each: Model, optimization: 'all' | 'disabled'): Promise<Outputs> => {
    const options = { optimization, exactQuantizedWeights: true, ...(threads !== undefined && { threads }) };
    return withSession(each, options, (session) => session.run(feeds));
  };
  const masked = disposableCopy(model);
  maskChannels(masked, groups, removed, types);
  const expected = cutOutputs(await run(masked, 'all'), groups, removed);
  removeChannels(model, groups, removed, types);
  const suspicious = deviations(expected, await run(model, 'all')).filter(({ difference }) => !(difference <= small));
  if (suspicious.length === 0) return;
  // Kernels that are not fused add in another order; and a model that draws numbers by chance differs from itself.
  const plain = deviations(expected, cutOutputs(await run(masked, 'disabled'), groups, removed));
  const noise = new Map(plain.map(({ output, difference }) => [output, difference]));
  const wrong = suspicious.find(({ output, difference }) => !(difference <= margin * noise.get(output)!));
  if (wrong !== undefined) throw new Error(`pruned model computes otherwise: ${wrong.output} by ${wrong.difference}`);
}

/** Outputs of the masked model without the positions that the other does not have. */
function cutOutputs(outputs: Outputs, groups: ChannelGroups, removed: RemovedUnits): Outputs {
  const kept = keptPositions(groups, removed);
  return new Map(
    [...outputs].map(([name, value]) => {
      const axes = kept.get(name);
      return [name, axes === undefined ? value : gather(value, axes)];
    }),
  );
}

/**
 * How far outputs of real numbers are apart, relative to the largest element. Whole numbers (places of a maximum) may be others where two
 * reals are equal.
 * @throws Error where one is missing or has another shape
 */
function deviations(expected: Outputs, actual: Outputs) {
  return [...expected].flatMap(([output, one]) => {
    const other = actual.get(output);
    if (other?.dims.join() !== one.dims.join()) {
      throw new Error(`pruned model computes ${output} as [${other?.dims.join() ?? ''}], not as [${one.dims.join()}]`);
    }
    return isReal(one.type) ? [{ output, difference: relativeDifference(realsOf(one), realsOf(other)) }] : [];
  });
}

/** The largest difference of two elements, relative to the largest element; what is not finite must be the same in both. */
function relativeDifference(one: Reals, other: Reals): number {
  let largest = 0;
  let difference = 0;
  for (let index = 0; index < one.length; index++) {
    const [a, b] = [one[index]!, other[index]!];
    if (Object.is(a, b)) {
      if (Number.isFinite(a)) largest = Math.max(largest, Math.abs(a));
      continue;
    }
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
    largest = Math.max(largest, Math.abs(a));
    difference = Math.max(difference, Math.abs(a - b));
  }
  return difference === 0 ? 0 : difference / largest;
}

import type { Feeds } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { isReal, realsOf } from '../../onnx/reals.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { withSession } from '../../runtime/session.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { gather } from '../groups/gather.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { keptPositions } from '../groups/keptPositions.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { removeChannels } from '../groups/removeChannels.ts';

/** Sums in another order differ by so much of the largest element of an output; in nets of a hundred layers a hundredth of it. */
const tolerance = 1e-3;

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
  const run = (each: Model): Promise<Outputs> =>
    withSession(each, { exactQuantizedWeights: true, ...(threads !== undefined && { threads }) }, (session) =>
      session.run(feeds),
    );
  const masked = disposableCopy(model);
  maskChannels(masked, groups, removed, types);
  const expected = cutOutputs(await run(masked), groups, removed);
  removeChannels(model, groups, removed, types);
  const different = firstDifference(expected, await run(model));
  if (different === undefined) return;
  // A model that draws numbers by chance differs from itself.
  const again = cutOutputs(await run(masked), groups, removed);
  if (firstDifference(expected, again) === undefined) throw new Error(`pruned model computes otherwise: ${different}`);
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

/** What differs first, and by how much. Whole numbers (places of a maximum) may be others where two reals are equal. */
export function firstDifference(expected: Outputs, actual: Outputs): string | undefined {
  for (const [name, one] of expected) {
    const other = actual.get(name);
    if (other === undefined) return `"${name}" is missing`;
    if (one.dims.join() !== other.dims.join()) return `"${name}" is [${other.dims.join()}], not [${one.dims.join()}]`;
    if (!isReal(one.type)) continue;
    const difference = relativeDifference(realsOf(one), realsOf(other));
    if (!(difference <= tolerance)) return `"${name}" differs by ${difference}`;
  }
  return undefined;
}

/** The largest difference of two elements, relative to the largest element; what is no number must be none in both. */
function relativeDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let largest = 0;
  let difference = 0;
  for (let index = 0; index < one.length; index++) {
    const [a, b] = [one[index]!, other[index]!];
    if (Object.is(a, b) || a === b) {
      if (Number.isFinite(a)) largest = Math.max(largest, Math.abs(a));
      continue;
    }
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
    largest = Math.max(largest, Math.abs(a));
    difference = Math.max(difference, Math.abs(a - b));
  }
  return difference === 0 ? 0 : difference / largest;
}

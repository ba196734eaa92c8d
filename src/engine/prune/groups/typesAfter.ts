import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { ChannelGroups, RemovedUnits } from './group.ts';
import { type KeptPositions, keptPositions } from './keptPositions.ts';

/** Types and shapes of all tensors without the units that go. */
export function typesAfter(types: TensorTypes, groups: ChannelGroups, removed: RemovedUnits): TensorTypes {
  return typesOfKept(types, keptPositions(groups, removed));
}

/** Types and shapes of all tensors when only these positions are left. */
export function typesOfKept(types: TensorTypes, kept: KeptPositions): TensorTypes {
  const after = new Map(types);
  for (const [tensor, axes] of kept) {
    const before = types.get(tensor);
    if (before === undefined) continue;
    after.set(tensor, { ...before, dims: before.dims.map((size, axis) => axes.get(axis)?.length ?? size) });
  }
  return after;
}

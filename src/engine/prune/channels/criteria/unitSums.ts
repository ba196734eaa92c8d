import type { Model } from '../../../onnx/model.ts';
import { elementCount } from '../../../onnx/tensor.ts';
import type { ChannelGroup, GroupPart } from '../../groups/group.ts';
import { type RealWeight, realWeight } from './realWeight.ts';

/** What the weights of one part of a group add up to, unit by unit. */
export interface UnitSums {
  readonly group: ChannelGroup;
  readonly part: GroupPart;
  /** Sum over the elements of the unit's positions; 0 for units that have none here. */
  readonly sums: Float64Array;
  /** How many positions each unit has here. */
  readonly positions: Uint32Array;
}

/**
 * Sums of |w| (power 1) or w² (power 2) over the parameters of groups that `wanted` names. Each weight is read once, whatever number of
 * groups and dimensions it is in, and let go before the next.
 * @throws UserError where a weight is damaged
 */
export async function* unitSums(
  model: Model,
  groups: readonly ChannelGroup[],
  power: 1 | 2,
  wanted: (part: GroupPart) => boolean,
): AsyncIterable<UnitSums> {
  const byTensor = new Map<string, { readonly group: ChannelGroup; readonly part: GroupPart }[]>();
  for (const group of groups) {
    for (const part of group.parts) {
      if (part.role === undefined || !wanted(part)) continue;
      const found = byTensor.get(part.tensor);
      if (found === undefined) byTensor.set(part.tensor, [{ group, part }]);
      else found.push({ group, part });
    }
  }
  for (const [tensor, parts] of byTensor) {
    const weight = await realWeight(model, tensor);
    if (weight === undefined) continue;
    const alongAxes = new Map<number, Float64Array>();
    for (const { group, part } of parts) {
      const along = alongAxes.get(part.axis) ?? sumsAlong(weight, part.axis, power);
      alongAxes.set(part.axis, along);
      yield { group, part, ...overUnits(along, part, group.units) };
    }
  }
}

/** Sums over everything but one dimension. */
export function sumsAlong({ dims, values }: RealWeight, axis: number, power: 1 | 2): Float64Array {
  const length = dims[axis] ?? 1;
  const inner = elementCount(dims.slice(axis + 1));
  const sums = new Float64Array(length);
  for (let start = 0, run = 0; start < values.length; start += inner, run++) {
    let sum = 0;
    for (let index = start; index < start + inner; index++) {
      const value = values[index]!;
      sum += power === 1 ? Math.abs(value) : value * value;
    }
    sums[run % length]! += sum;
  }
  return sums;
}

/** Adds what belongs to the positions of each unit. */
export function overUnits(
  along: Float64Array,
  { unitOf }: GroupPart,
  units: number,
): { readonly sums: Float64Array; readonly positions: Uint32Array } {
  const sums = new Float64Array(units);
  const positions = new Uint32Array(units);
  unitOf.forEach((unit, position) => {
    if (unit < 0) return;
    sums[unit]! += along[position]!;
    positions[unit]!++;
  });
  return { sums, positions };
}

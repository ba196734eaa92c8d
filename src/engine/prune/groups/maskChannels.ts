import type { Model } from '../../onnx/model.ts';
import type { DenseTensor, TensorData } from '../../onnx/tensor.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { isPacked, pack, unpack } from './gather.ts';
import type { ChannelGroups, RemovedUnits } from './group.ts';
import { removedUnits } from './keptPositions.ts';
import { storeConstant } from './storeConstant.ts';
import { zeroPoint } from './zeroPoint.ts';

type NumericData = Exclude<TensorData, readonly string[]>;

/**
 * Makes all parameters of units zero, in place, so that the model computes what it will compute when they are taken out: what
 * {@link removeChannels} is measured by. Shapes stay as they are. Integers become their zero point.
 * @throws Error for a group or unit that does not exist, and where a parameter does not have the shape of `types`
 */
export function maskChannels(model: Model, groups: ChannelGroups, removed: RemovedUnits, types: TensorTypes): void {
  for (const [tensor, axes] of maskedPositions(groups, removed)) {
    const value = model.constant(model.graph, tensor);
    if (value === undefined) continue;
    const expected = types.get(tensor)?.dims ?? value.dims;
    if (String(expected) !== String(value.dims)) throw new Error(`"${tensor}" is no longer ${expected.join('×')}`);
    storeConstant(model, tensor, zeroed(value, axes, zeroPoint(model, tensor, value)));
  }
}

/** For each parameter, by dimension, which positions become zero. */
function maskedPositions(groups: ChannelGroups, removed: RemovedUnits) {
  const masked = new Map<string, Map<number, Set<number>>>();
  for (const { group, units } of removedUnits(groups, removed)) {
    for (const { tensor, axis, unitOf, role } of group.parts) {
      if (role === undefined) continue;
      const axes = masked.get(tensor) ?? new Map<number, Set<number>>();
      const positions = axes.get(axis) ?? new Set<number>();
      unitOf.forEach((unit, index) => {
        if (unit >= 0 && units[unit] === 1) positions.add(index);
      });
      masked.set(tensor, axes.set(axis, positions));
    }
  }
  return masked;
}

function zeroed(
  { type, dims, data }: DenseTensor,
  axes: ReadonlyMap<number, ReadonlySet<number>>,
  zeroAt: (index: number) => number,
): DenseTensor {
  if (Array.isArray(data)) throw new Error('texts are no parameters');
  const count = dims.reduce((product, size) => product * size, 1);
  const values = isPacked(type) ? unpack(data as Uint8Array, type, count) : (data as NumericData).slice();
  const parts = values.length / count;
  for (const [axis, positions] of axes) {
    const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
    const size = dims[axis]!;
    for (let start = 0; start < count; start += size * inner) {
      for (const position of positions) {
        for (let index = start + position * inner; index < start + (position + 1) * inner; index++) {
          fill(values, index, parts, zeroAt(index));
        }
      }
    }
  }
  return { type, dims, data: isPacked(type) ? pack(values as Uint8Array, type) : values };
}

function fill(values: NumericData, index: number, parts: number, zero: number): void {
  for (let part = 0; part < parts; part++) {
    if (values instanceof BigInt64Array || values instanceof BigUint64Array)
      values[index * parts + part] = BigInt(zero);
    else values[index * parts + part] = zero;
  }
}

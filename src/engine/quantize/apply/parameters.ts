import type { PlannedTensor } from '../plan/plan.ts';
import { integerLimits, parametersFromRange, type QuantizationParameters, type Range } from '../scheme.ts';

/**
 * Scale and zero point of an activation. Where a Relu or Clip is to vanish, no integer may stand for anything beyond its
 * bounds: the scale is then the largest float32 that keeps to them, which shortens the range by less than a step.
 */
export function activationParameters(planned: PlannedTensor, range: Range): QuantizationParameters {
  const { type, symmetric, limits } = planned;
  if (limits === undefined) return parametersFromRange(range, type, { symmetric });
  const inside = { min: clamp(range.min, limits), max: clamp(range.max, limits) };
  const parameters = parametersFromRange(inside, type, { symmetric });
  if (symmetric) return withZeroPoint(parameters, parameters.zeroPoint, limits);
  const { min, max } = integerLimits(type);
  if (limits.min >= 0) return withZeroPoint(parameters, min, limits);
  if (limits.max <= 0) return withZeroPoint(parameters, max, limits);
  const near = [parameters.zeroPoint, parameters.zeroPoint - 1, parameters.zeroPoint + 1];
  const possible = near.filter((zeroPoint) => zeroPoint >= min && zeroPoint <= max);
  return possible
    .map((zeroPoint) => withZeroPoint(parameters, zeroPoint, limits))
    .reduce((best, each) => (each.scale > best.scale ? each : best));
}

/** The same parameters with another zero point, and a scale small enough to keep to the limits with it. */
function withZeroPoint(parameters: QuantizationParameters, zeroPoint: number, limits: Range): QuantizationParameters {
  const { min, max } = integerLimits(parameters.type);
  const scale = Math.min(
    parameters.scale,
    largestWithin(limits.max, max - zeroPoint),
    largestWithin(-limits.min, zeroPoint - min),
  );
  return { ...parameters, scale, zeroPoint };
}

/** The largest float32 of which `steps` are not more than `bound` in float32. */
function largestWithin(bound: number, steps: number): number {
  if (steps === 0 || bound === Infinity) return Infinity;
  let scale = Math.fround(bound / steps);
  while (Math.fround(steps * scale) > bound) scale = nextDown(scale);
  return scale;
}

function clamp(value: number, { min, max }: Range): number {
  return Math.max(min, Math.min(max, value));
}

const word = new DataView(new ArrayBuffer(4));

/** The float32 just below a positive float32. */
function nextDown(value: number): number {
  word.setFloat32(0, value);
  word.setUint32(0, word.getUint32(0) - 1);
  return word.getFloat32(0);
}

import type { PlannedTensor } from '../plan/plan.ts';
import { integerLimits, parametersFromRange, type QuantizationParameters, type Range } from '../scheme.ts';

/**
 * Scale and zero point of an activation. Where a Clip is to vanish, no integer may stand for more than its bound: the
 * scale is then the largest float32 that keeps to it.
 */
export function activationParameters(planned: PlannedTensor, range: Range): QuantizationParameters {
  const parameters = parametersFromRange(range, planned.type, { symmetric: planned.symmetric });
  if (planned.ceiling === undefined || planned.symmetric) return parameters;
  const steps = integerLimits(planned.type).max - parameters.zeroPoint;
  let { scale } = parameters;
  while (Math.fround(steps * scale) > planned.ceiling) scale = nextDown(scale);
  return { ...parameters, scale };
}

const word = new DataView(new ArrayBuffer(4));

/** The float32 just below a positive float32. */
function nextDown(value: number): number {
  word.setFloat32(0, value);
  word.setUint32(0, word.getUint32(0) - 1);
  return word.getFloat32(0);
}

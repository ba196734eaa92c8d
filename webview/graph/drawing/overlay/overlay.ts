import { rampSteps } from '../colour/ramp.ts';
import { boxKind, type SceneBoxes } from '../scene/scene.ts';
import { formatQuantity, type Unit } from './unit.ts';

/** Numbers that colour boxes. */
export interface Overlay {
  /** What is shown, in the user's language. */
  readonly name: string;
  readonly unit: Unit;
  readonly scale: 'linear' | 'logarithmic';
  /** Which end stands out: the large numbers (bytes), or the small ones (dB of a layer that suffers). */
  readonly strong: 'high' | 'low';
  /** One for each box of the scene; NaN where there is none. */
  readonly values: Float64Array;
  /** What the ends of the ramp stand for, lower end first; the least and the greatest value when left out. */
  readonly range?: readonly [number, number];
}

/** The step of the ramp of boxes without a value. */
export const noStep = 255;

/** An overlay, with where each box is on the ramp. */
export interface ScaledOverlay {
  readonly overlay: Overlay;
  /** Steps of the ramp, or `noStep`. */
  readonly steps: Uint8Array;
  /** What the weak and the strong end of the ramp stand for; undefined where no box has a value that the scale has. */
  readonly ends: readonly [weak: number, strong: number] | undefined;
  /** The value of a box as it is shown; empty where it has none. */
  text(box: number): string;
}

export function scaledOverlay(overlay: Overlay): ScaledOverlay {
  const { values, strong, unit } = overlay;
  const range = overlay.range ?? rangeOf(values, overlay.scale);
  const steps = new Uint8Array(values.length).fill(noStep);
  const position = range === undefined ? (value: number) => Number(value > 0) : positionOn(overlay.scale, range);
  values.forEach((value, box) => {
    if (Number.isNaN(value)) return;
    const part = strong === 'high' ? position(value) : 1 - position(value);
    steps[box] = Math.min(rampSteps - 1, Math.floor(part * rampSteps));
  });
  return {
    overlay,
    steps,
    ends: range === undefined || strong === 'high' ? range : [range[1], range[0]],
    text: (box) => (Number.isNaN(values[box]!) ? '' : formatQuantity(values[box]!, unit)),
  };
}

/** Whether there are boxes without a value, of those that can have one: ends of the graph and open groups have none. */
export function isIncomplete({ steps }: ScaledOverlay, { kind }: Pick<SceneBoxes, 'kind'>): boolean {
  return steps.some((step, box) => step === noStep && (kind[box] === boxKind.node || kind[box] === boxKind.group));
}

/**
 * Least and greatest of the finite numbers; undefined where there are none. A logarithm has no place for zero: there the least
 * is the smallest one above it.
 */
function rangeOf(values: Float64Array, scale: Overlay['scale']): readonly [number, number] | undefined {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (scale === 'logarithmic' && value <= 0)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return least <= greatest ? [least, greatest] : undefined;
}

/** Where a number is between the two ends of a scale, from 0 to 1. What is beyond an end is at it. */
export function positionOn(
  scale: Overlay['scale'],
  [least, greatest]: readonly [number, number],
): (value: number) => number {
  const along = scale === 'logarithmic' ? (value: number) => Math.log(Math.max(0, value)) : (value: number) => value;
  const [start, end] = [along(least), along(greatest)];
  return (value) => {
    if (value <= least) return 0;
    if (value >= greatest) return 1;
    return (along(value) - start) / (end - start);
  };
}

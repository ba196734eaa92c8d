import { isFloat } from '../../onnx/elementType.ts';
import type { Outputs } from '../../data/metrics/metric.ts';
import { numbersOf } from '../../data/metrics/numbers.ts';
import { type ErrorSumsOfRun, SampleErrors } from '../sampleErrors.ts';

/** How far every output is from a reference, run by run. */
export class OutputErrors {
  private readonly errors = new Map<string, { readonly real: boolean; readonly errors: SampleErrors }>();

  /** Adds one run. An output that is missing is infinitely far from its reference; text is left out. */
  add(reference: Outputs, changed: Outputs): void {
    for (const [name, wanted] of reference) {
      const expected = numbersOf(wanted);
      if (expected === undefined) continue;
      const tensor = changed.get(name);
      const found = this.errors.get(name) ?? { real: isFloat(wanted.type), errors: new SampleErrors() };
      this.errors.set(name, found);
      found.errors.add(errorSums(expected, (tensor && numbersOf(tensor)) ?? []));
    }
  }

  /** Of the output whose SQNR is least. Numbers of classes and the like are asked only where no output is real. */
  worst(): SampleErrors {
    const all = [...this.errors.values()];
    const real = all.filter((each) => each.real);
    let worst: SampleErrors | undefined;
    for (const { errors } of real.length > 0 ? real : all) {
      if (worst === undefined || errors.sqnr() < worst.sqnr()) worst = errors;
    }
    return worst ?? new SampleErrors();
  }
}

/**
 * Sums over the elements of a tensor and what it should be. Values that are not finite are left out where both are alike;
 * where they are not, or the sizes differ, the noise is infinite.
 */
export function errorSums(reference: ArrayLike<number>, measured: ArrayLike<number>): ErrorSumsOfRun {
  if (measured.length !== reference.length) return { signal: 0, own: 0, noise: Number.POSITIVE_INFINITY };
  // One declaration each: the compiler keeps them as plain numbers then, which is three times as fast.
  let signal = 0;
  let own = 0;
  let noise = 0;
  for (let index = 0; index < reference.length; index++) {
    const x = reference[index]!;
    const y = measured[index]!;
    const difference = x - y;
    if (Number.isFinite(difference)) {
      signal += x * x;
      own += y * y;
      noise += difference * difference;
    } else if (!Object.is(x, y)) noise = Number.POSITIVE_INFINITY;
  }
  return { signal, own, noise };
}

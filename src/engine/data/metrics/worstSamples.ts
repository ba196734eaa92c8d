import type { WorstSample } from '../../../protocol/result/benchmark.ts';
import { largestClass, rowsOfOutput } from './classRows.ts';
import type { Outputs } from './metric.ts';
import { rangeOf, type SamplePart } from './sampleParts.ts';

/** The samples that suffer most, ten at most: no more of them is kept. */
export class WorstSamples {
  private static readonly most = 10;
  private readonly found: WorstSample[] = [];

  /** A sample of which nothing changed is none that suffers. */
  add(sample: WorstSample): void {
    if (sample.sqnr === Number.POSITIVE_INFINITY && sample.changed !== true) return;
    const place = this.found.findIndex((other) => sample.sqnr < other.sqnr);
    this.found.splice(place < 0 ? this.found.length : place, 0, sample);
    this.found.length = Math.min(this.found.length, WorstSamples.most);
  }

  /** The worst first; of equal ones, that which was added first. */
  result(): readonly WorstSample[] {
    return [...this.found];
  }
}

/**
 * For each sample of a run, whether any of its rows gets another class. Rows in which the reference has no number are left
 * out; an output of another shape is another class.
 * @throws UserError `metric.output-missing`
 */
export function changedClasses(
  { outputs, reference }: { readonly outputs: Outputs; readonly reference: Outputs },
  output: string,
  parts: readonly SamplePart[],
): readonly boolean[] {
  const own = rowsOfOutput(outputs, output);
  const wanted = rowsOfOutput(reference, output);
  const sameShape = own.classes === wanted.classes && own.rows === wanted.rows;
  return parts.map((part) => {
    const [from, to] = rangeOf(part, wanted.rows);
    for (let row = from; row < to; row++) {
      const right = largestClass(wanted, row);
      if (right >= 0 && (!sameShape || largestClass(own, row) !== right)) return true;
    }
    return false;
  });
}

import type { OutputDifference } from '../../../protocol/result/evaluation.ts';
import { ErrorSums } from './errorSums.ts';
import type { Outputs } from './metric.ts';
import { numbersOf } from './numbers.ts';
import { rangeOf, type SamplePart, whole } from './sampleParts.ts';

/** SQNR, cosine and maximum error of every output against a reference, over all runs added. Outputs of text are left out. */
export class OutputDifferences {
  private readonly sums = new Map<string, ErrorSums>();

  /**
   * Adds one run. An output that the model no longer has is infinitely far from its reference.
   * @returns for each sample of the run the SQNR of the output that suffers most, in dB
   */
  add(outputs: Outputs, reference: Outputs, parts: readonly SamplePart[] = [whole]): readonly number[] {
    const worst = parts.map(() => Number.POSITIVE_INFINITY);
    for (const [name, wanted] of reference) {
      const expected = numbersOf(wanted);
      if (expected === undefined) continue;
      const all = this.sums.get(name) ?? new ErrorSums();
      this.sums.set(name, all);
      const tensor = outputs.get(name);
      const measured = (tensor && numbersOf(tensor)) ?? [];
      for (const [index, part] of parts.entries()) {
        const own = new ErrorSums();
        own.add(measured, expected, ...rangeOf(part, expected.length));
        worst[index] = Math.min(worst[index]!, own.sqnr());
        all.merge(own);
      }
    }
    return worst;
  }

  /** One entry for each output, in the order of the reference. */
  result(): readonly OutputDifference[] {
    return [...this.sums].map(([output, sums]) => ({
      output,
      sqnr: sums.sqnr(),
      cosine: sums.cosine(),
      maximumError: sums.maximumError(),
    }));
  }
}

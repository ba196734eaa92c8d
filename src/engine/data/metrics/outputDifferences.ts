import type { OutputDifference } from '../../../protocol/result/evaluation.ts';
import { ErrorSums } from './errorSums.ts';
import type { Outputs } from './metric.ts';
import { numbersOf } from './numbers.ts';

/** SQNR, cosine and maximum error of every output against a reference, over all runs added. Outputs of text are left out. */
export class OutputDifferences {
  private readonly sums = new Map<string, ErrorSums>();

  /** Adds one run. An output that the model no longer has is infinitely far from its reference. */
  add(outputs: Outputs, reference: Outputs): void {
    for (const [name, wanted] of reference) {
      const expected = numbersOf(wanted);
      if (expected === undefined) continue;
      const sums = this.sums.get(name) ?? new ErrorSums();
      this.sums.set(name, sums);
      const tensor = outputs.get(name);
      sums.add((tensor && numbersOf(tensor)) ?? [], expected);
    }
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

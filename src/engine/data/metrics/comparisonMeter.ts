import type { Comparison } from '../../../protocol/result/evaluation.ts';
import type { Sample } from '../dataset.ts';
import { agreement } from './agreement.ts';
import { classOutputs } from './classOutputs.ts';
import { EvaluationMeter, type EvaluationOptions } from './evaluationMeter.ts';
import type { Measurement, Outputs } from './metric.ts';
import { OutputDifferences } from './outputDifferences.ts';

/** What to compare two models by. */
export interface ComparisonOptions extends EvaluationOptions {
  /** Whether the data is made up: then agreement would mean nothing and is not measured. */
  readonly synthetic: boolean;
}

/**
 * Compares a model with the one it was made from, run by run on the same samples: both by the metrics of labelled data, the
 * agreement of their classes, and how far every output is from what it was.
 */
export class ComparisonMeter {
  private readonly options: ComparisonOptions;
  private readonly before: EvaluationMeter;
  private readonly after: EvaluationMeter;
  private readonly differences = new OutputDifferences();
  private agreeing: Measurement | undefined;
  private started = false;

  constructor(options: ComparisonOptions) {
    this.options = options;
    this.before = new EvaluationMeter(options);
    this.after = new EvaluationMeter(options);
  }

  /** @throws UserError where labels do not fit the outputs, or the user's metric fails */
  async add(sample: Sample, before: Outputs, after: Outputs): Promise<void> {
    if (!this.started) this.agreeing = this.startAgreement(before);
    this.started = true;
    this.differences.add(after, before);
    await this.agreeing?.add({ sample, outputs: after, reference: before });
    await this.before.add({ sample, outputs: before });
    await this.after.add({ sample, outputs: after });
  }

  result(): Pick<Comparison, 'metrics' | 'agreement' | 'outputs'> {
    const after = this.after.result();
    const metrics = this.before.result().map(({ name, unit, better, value }, index) => {
      return { name, unit, better, before: value, after: after[index]?.value ?? Number.NaN };
    });
    const share = this.agreeing?.result();
    return { metrics, outputs: [...this.differences.result()], ...(share !== undefined && { agreement: share }) };
  }

  private startAgreement(outputs: Outputs): Measurement | undefined {
    const { synthetic, softmax, hasLabels } = this.options;
    const [output] = synthetic ? [] : classOutputs(outputs, softmax, hasLabels);
    return output === undefined ? undefined : agreement(output).create();
  }
}

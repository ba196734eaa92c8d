import type { BenchmarkAccuracy } from '../../../protocol/result/benchmark.ts';
import type { Comparison } from '../../../protocol/result/evaluation.ts';
import type { Sample } from '../dataset.ts';
import { agreement } from './agreement.ts';
import { classOutputs } from './classOutputs.ts';
import { EvaluationMeter, type EvaluationOptions } from './evaluationMeter.ts';
import type { Measurement, Outputs } from './metric.ts';
import { OutputDifferences } from './outputDifferences.ts';
import { partsOf } from './sampleParts.ts';
import { changedClasses, WorstSamples } from './worstSamples.ts';

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
  private readonly suffering = new WorstSamples();
  /** The output whose values are classes. */
  private classes: string | undefined;
  private agreeing: Measurement | undefined;
  private started = false;

  constructor(options: ComparisonOptions) {
    this.options = options;
    this.before = new EvaluationMeter(options);
    this.after = new EvaluationMeter(options);
  }

  /** @throws UserError where labels do not fit the outputs, or the user's metric fails */
  async add(sample: Sample, before: Outputs, after: Outputs): Promise<void> {
    if (!this.started) this.start(before);
    this.started = true;
    this.addSamples(sample, before, after);
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

  /** The samples that suffer most, the worst first. */
  worst(): BenchmarkAccuracy['worst'] {
    return this.suffering.result();
  }

  private start(outputs: Outputs): void {
    const { synthetic, softmax, hasLabels } = this.options;
    [this.classes] = synthetic ? [] : classOutputs(outputs, softmax, hasLabels);
    this.agreeing = this.classes === undefined ? undefined : agreement(this.classes).create();
  }

  private addSamples(run: Sample, before: Outputs, after: Outputs): void {
    const parts = partsOf(run);
    const errors = this.differences.add(after, before, parts);
    const models = { outputs: after, reference: before };
    const changed = this.classes === undefined ? undefined : changedClasses(models, this.classes, parts);
    for (const [index, { sample }] of parts.entries()) {
      this.suffering.add({ sample, sqnr: errors[index]!, ...(changed && { changed: changed[index]! }) });
    }
  }
}

import type { OutputEffect } from '../../../protocol/result/sensitivity.ts';
import type { Sample } from '../../data/dataset.ts';
import { classOutputs } from '../../data/metrics/classOutputs.ts';
import { rowsOfOutput } from '../../data/metrics/classRows.ts';
import { ComparisonMeter, type ComparisonOptions } from '../../data/metrics/comparisonMeter.ts';
import type { Outputs } from '../../data/metrics/metric.ts';
import type { SampleErrors } from '../sampleErrors.ts';
import { divergence } from './divergence.ts';
import { OutputErrors } from './outputErrors.ts';

/** What a change of a model does to its outputs, run by run; outputs are not kept. */
export class EffectMeter {
  private readonly options: ComparisonOptions;
  private readonly comparison: ComparisonMeter;
  private readonly outputErrors = new OutputErrors();
  private classes: string | undefined;
  private rows = 0;
  private divergences = 0;
  private started = false;

  constructor(options: ComparisonOptions) {
    this.options = options;
    this.comparison = new ComparisonMeter(options);
  }

  /** Adds a run: what the outputs should be, and what they are. @throws UserError where labels do not fit the outputs */
  async add(sample: Sample, reference: Outputs, changed: Outputs): Promise<void> {
    if (!this.started) [this.classes] = classOutputs(reference, this.options.softmax, this.options.hasLabels);
    this.started = true;
    await this.comparison.add(sample, reference, changed);
    this.outputErrors.add(reference, changed);
    if (this.classes === undefined) return;
    const { sum, rows } = divergence(rowsOfOutput(reference, this.classes), rowsOfOutput(changed, this.classes));
    this.divergences += sum;
    this.rows += rows;
  }

  /** Of all runs so far. SQNR is that of the real output that suffers most. */
  effect(): OutputEffect {
    const { metrics, agreement, outputs } = this.comparison.result();
    return {
      sqnr: this.errors().sqnr(),
      outputs,
      ...(this.rows > 0 && { divergence: this.divergences / this.rows }),
      ...(agreement !== undefined && !Number.isNaN(agreement) && { changed: 1 - agreement }),
      metrics,
    };
  }

  /** Run by run, of the output that suffers most. */
  errors(): SampleErrors {
    return this.outputErrors.worst();
  }
}

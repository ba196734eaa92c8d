import type { MeasuredMetric } from '../../../protocol/result/evaluation.ts';
import { classRows } from './classRows.ts';
import { classOutputs } from './classOutputs.ts';
import type { Measurement, Metric, Observation } from './metric.ts';
import { topK } from './topK.ts';

/** What to measure one model by. */
export interface EvaluationOptions {
  /** Outputs that a Softmax writes, see `softmaxOutputs`. */
  readonly softmax: ReadonlySet<string>;
  readonly hasLabels: boolean;
  /** Metrics of the user's own. */
  readonly own?: readonly Metric[];
}

/**
 * The metrics of labelled data, chosen when the first run shows the outputs: top-1 of the output that holds classes, top-5
 * too where there are more than ten, and the user's own.
 */
export function metricsFor({ outputs }: Observation, options: EvaluationOptions): readonly Metric[] {
  const own = options.own ?? [];
  const [output] = options.hasLabels ? classOutputs(outputs, options.softmax, true) : [];
  const tensor = output === undefined ? undefined : outputs.get(output);
  if (output === undefined || tensor === undefined) return own;
  const classes = classRows(tensor)?.classes ?? 0;
  return [topK(1, output), ...(classes > 10 ? [topK(5, output)] : []), ...own];
}

/** Measures one model by the metrics of {@link metricsFor}. */
export class EvaluationMeter {
  private readonly options: EvaluationOptions;
  private running: readonly { readonly metric: Metric; readonly measurement: Measurement }[] | undefined;

  constructor(options: EvaluationOptions) {
    this.options = options;
  }

  /** @throws UserError where labels do not fit the outputs, or the user's metric fails */
  async add(observation: Observation): Promise<void> {
    this.running ??= metricsFor(observation, this.options).map((metric) => ({ metric, measurement: metric.create() }));
    for (const { measurement } of this.running) await measurement.add(observation);
  }

  result(): readonly MeasuredMetric[] {
    return (this.running ?? []).map(({ metric, measurement }) => ({
      name: metric.name,
      unit: metric.unit,
      better: metric.better,
      value: measurement.result(),
    }));
  }
}

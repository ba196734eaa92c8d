import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import type { Unit } from '../../protocol/result/evaluation.ts';
import { isMetric, metricsOf, worstSqnr } from './accuracyColumns.ts';

/** The one number by which variants are told apart in accuracy. */
export interface AccuracyMeasure {
  readonly name: Message;
  readonly unit: Unit;
  readonly better: 'higher' | 'lower';
  /** Undefined where it was not measured. */
  readonly value: (variant: BenchmarkVariant) => number | undefined;
}

/** The first metric against labels, else agreement with the original, else the SQNR; undefined where nothing is known. */
export function accuracyMeasure(report: BenchmarkReport): AccuracyMeasure | undefined {
  const { variants } = report;
  const [original] = variants;
  const [metric] = metricsOf(report);
  if (metric !== undefined) {
    const { name, unit, better } = metric;
    return { name, unit, better, value: ({ metrics }) => metrics.find(isMetric(name))?.value };
  }
  // The original is what it is compared with: it agrees with itself, and differs in nothing.
  if (variants.some(({ accuracy }) => accuracy?.agreement !== undefined)) {
    const value = (variant: BenchmarkVariant): number | undefined =>
      variant === original ? 1 : variant.accuracy?.agreement;
    return { name: message('metric.agreement', {}), unit: 'share', better: 'higher', value };
  }
  if (variants.some(({ accuracy }) => accuracy !== undefined && worstSqnr(accuracy) !== undefined)) {
    const value = (variant: BenchmarkVariant): number | undefined =>
      variant === original ? Infinity : variant.accuracy && worstSqnr(variant.accuracy);
    return { name: message('presentation.sqnr', {}), unit: 'decibel', better: 'higher', value };
  }
  return undefined;
}

import { csvOf, type CsvValue } from '../../protocol/csv.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import { isMetric, metricsOf, worstSqnr } from './accuracyColumns.ts';

/** A column: its name, which programs know it by, and what a variant has in it. */
type Column = readonly [name: string, value: (variant: BenchmarkVariant) => CsvValue];

/**
 * The variants as a table (RFC 4180): a line a variant, the original first. Columns of which nothing is known are left out. Times are in
 * milliseconds, memory in bytes, shares from 0 to 1, ratios are times of a variant divided by those of what it is compared with, SQNR is in
 * dB, metrics are in their own unit, throughput is in samples a second.
 */
export function benchmarkCsv(report: BenchmarkReport): string {
  const { variants, samples } = report;
  const columns = [
    ...known,
    ...metricsOf(report).map(({ name }): Column => [
      format(name),
      ({ metrics }) => metrics.find(isMetric(name))?.value,
    ]),
    ...throughputColumns(variants),
    ['syntheticData', () => String(samples.synthetic)] satisfies Column,
    ['failure', ({ failure }: BenchmarkVariant) => failure && format(failure)] satisfies Column,
  ].filter(([, value]) => variants.some((variant) => value(variant) !== undefined));
  return csvOf({
    columns: columns.map(([name]) => name),
    rows: variants.map((variant) => columns.map(([, value]) => value(variant))),
  });
}

const known: readonly Column[] = [
  ['model', ({ name }) => name],
  ['file', ({ file }) => file.path],
  ['sha256', ({ file }) => file.sha256],
  ['provider', ({ provider }) => provider],
  ['bytes', ({ file }) => file.bytes],
  ['parameters', ({ parameters }) => parameters],
  ['sparsity', ({ sparsity }) => sparsity],
  ['macs', ({ macs }) => macs?.total],
  ['integerMacs', ({ macs }) => macs?.integer],
  ['p50', ({ timings }) => timings?.latency.p50.median],
  ['p50Low', ({ timings }) => timings?.latency.p50.low],
  ['p50High', ({ timings }) => timings?.latency.p50.high],
  ['p90', ({ timings }) => timings?.latency.p90],
  ['p99', ({ timings }) => timings?.latency.p99],
  ['runs', ({ timings }) => timings?.latency.runs],
  ['ratio', ({ timings }) => timings?.ratio?.median],
  ['ratioLow', ({ timings }) => timings?.ratio?.low],
  ['ratioHigh', ({ timings }) => timings?.ratio?.high],
  ['verdict', ({ timings }) => timings?.ratio?.verdict],
  ['sessionTime', ({ timings }) => timings?.loading.session],
  ['firstRunTime', ({ timings }) => timings?.loading.firstRun],
  ['peakMemory', ({ timings }) => timings?.memory.peak],
  ['memoryBefore', ({ timings }) => timings?.memory.before],
  ['agreement', ({ accuracy }) => accuracy?.agreement],
  ['sqnr', ({ accuracy }) => accuracy && worstSqnr(accuracy)],
  ['exactAgreement', ({ exact }) => exact?.agreement],
  ['exactSqnr', ({ exact }) => exact && worstSqnr(exact)],
];

function throughputColumns(variants: readonly BenchmarkVariant[]): readonly Column[] {
  const all = variants.flatMap(({ timings }) => timings?.throughput ?? []);
  const settings = new Map(all.map(({ batch, threads }) => [`${batch} ${threads}`, { batch, threads }]));
  return [...settings.values()].map(({ batch, threads }): Column => [
    `throughput.batch${batch}.threads${threads}`,
    ({ timings }) =>
      timings?.throughput.find((each) => each.batch === batch && each.threads === threads)?.samplesPerSecond,
  ]);
}

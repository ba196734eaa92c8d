import { csvOf, type CsvValue } from '../csv.ts';
import { format } from '../messages/catalogue.ts';
import type { ComparedMetric } from './evaluation.ts';
import type { OutputEffect, RankInterval, SensitiveLayer } from './sensitivity.ts';

/** A column: its name, which programs know it by, and what a layer has in it. */
type Column = readonly [name: string, value: (layer: SensitiveLayer) => CsvValue];

/**
 * The layers as a table (RFC 4180), in the order they run: a line a layer. Columns of what was measured of none are left out. Ratios are in dB,
 * divergences in nats, shares from 0 to 1, metrics in their own unit.
 */
export function sensitivityCsv(layers: readonly SensitiveLayer[]): string {
  const columns = [...known, ...metricColumns(layers)].filter(
    ([name, value]) => always.has(name) || layers.some((layer) => value(layer) !== undefined),
  );
  return csvOf({
    columns: columns.map(([name]) => name),
    rows: layers.map((layer) => columns.map(([, value]) => value(layer))),
  });
}

const always: ReadonlySet<string> = new Set(['node', 'name', 'operator', 'precision', 'origins']);

const known: readonly Column[] = [
  ['node', ({ node }) => node],
  ['name', ({ name }) => name],
  ['operator', ({ operator }) => operator],
  ['precision', ({ precision }) => precision],
  ['macs', ({ macs }) => macs],
  ['symptomSqnr', ({ symptom }) => symptom?.sqnr],
  ['symptomCosine', ({ symptom }) => symptom?.cosine],
  ['symptomRelative', ({ symptom }) => symptom?.relative],
  ...rankColumns('symptom', ({ symptomRank }) => symptomRank),
  ['weightsSqnr', ({ weights }) => weights?.sqnr],
  ['causeSqnr', ({ cause }) => cause?.sqnr],
  ...rankColumns('cause', ({ causeRank }) => causeRank),
  ['causeDivergence', ({ cause }) => cause?.divergence],
  ['causeChanged', ({ cause }) => cause?.changed],
  ['causeOfWeightsSqnr', ({ causeOfWeights }) => causeOfWeights?.sqnr],
  ['causeOfActivationsSqnr', ({ causeOfActivations }) => causeOfActivations?.sqnr],
  ['allButSqnr', ({ allBut }) => allBut?.sqnr],
  ['allButDivergence', ({ allBut }) => allBut?.divergence],
  ['allButChanged', ({ allBut }) => allBut?.changed],
  // Names of tensors may hold anything: as JSON, they can be told apart.
  ['origins', ({ origins }) => JSON.stringify(origins)],
];

function rankColumns(signal: string, rankOf: (layer: SensitiveLayer) => RankInterval | undefined): readonly Column[] {
  return [
    [`${signal}Rank`, (layer) => rankOf(layer)?.rank],
    [`${signal}RankLow`, (layer) => rankOf(layer)?.low],
    [`${signal}RankHigh`, (layer) => rankOf(layer)?.high],
  ];
}

/** Two for each metric: of the original, and with only this layer quantized. */
function metricColumns(layers: readonly SensitiveLayer[]): readonly Column[] {
  const effect = layers.find(({ cause }) => (cause?.metrics.length ?? 0) > 0)?.cause;
  return (effect?.metrics ?? []).flatMap(({ name }, index): readonly Column[] => {
    const metricOf = ({ cause }: { readonly cause?: OutputEffect }): ComparedMetric | undefined =>
      cause?.metrics[index];
    return [
      [`${format(name)}.before`, (layer) => metricOf(layer)?.before],
      [`${format(name)}.after`, (layer) => metricOf(layer)?.after],
    ];
  });
}

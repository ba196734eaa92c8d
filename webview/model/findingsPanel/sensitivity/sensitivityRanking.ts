import { formatDecibels } from '../../../../src/protocol/quantity.ts';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import type { Say } from '../../../page.ts';
import type { Ranking } from '../ranking/rankedBars.ts';
import { layerColumns, nameOf } from './layerColumns.ts';
import { compareBy, measuredSignals, type Signal, signalKinds } from './signals.ts';

/** Layers by how much they hurt, by one of the signals. */
export function sensitivityRanking(
  say: Say,
  layers: readonly SensitiveLayer[],
  signal: Signal,
): Ranking<SensitiveLayer> {
  const { decibels, strong } = signalKinds[signal];
  return {
    ...{ rows: layers, by: signal, measure: { unit: 'decibels', strong } },
    value: (layer) => decibels(layer) ?? Number.NaN,
    compare: compareBy(signal),
    places: placesOf(layers, signal),
    columns: ({ row, place, bars }) =>
      layerColumns({ say, signal, measured: measuredSignals(layers), layers, layer: row, place, bars }),
    pictured: (layer) => {
      const value = decibels(layer);
      return {
        ...{ operator: layer.operator, name: nameOf(layer) },
        value: value === undefined ? '' : formatDecibels(value),
      };
    },
  };
}

/** Places from 1 on, of all layers that were measured. */
function placesOf(layers: readonly SensitiveLayer[], signal: Signal): ReadonlyMap<string, number> {
  const { decibels, rank } = signalKinds[signal];
  const ranked = layers.filter((layer) => decibels(layer) !== undefined).toSorted(compareBy(signal));
  return new Map(ranked.map((layer, index) => [layer.node, rank?.(layer)?.rank ?? index + 1]));
}

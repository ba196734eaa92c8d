import type { SensitiveLayer } from './sensitivity.ts';

/**
 * Layers by what is known best of how much they hurt, the worst first: by cause; those whose cause is not known, by symptom; last those of
 * which only the weights are known. Layers of which that is equal keep their order.
 */
export function worstFirst(layers: readonly SensitiveLayer[]): readonly SensitiveLayer[] {
  return layers
    .map((layer) => [layer, keysOf(layer)] as const)
    .sort(([, a], [, b]) => compare(a, b))
    .map(([layer]) => layer);
}

type Keys = readonly (number | undefined)[];

function keysOf({ cause, symptom, weights }: SensitiveLayer): Keys {
  return [cause?.sqnr, symptom?.sqnr, weights?.sqnr];
}

/** What is known comes before what is not. Infinities compare, and a difference of two would be NaN. */
function compare(a: Keys, b: Keys): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (one === other) continue;
    if (one === undefined || Number.isNaN(one)) return other === undefined || Number.isNaN(other) ? 0 : 1;
    if (other === undefined || Number.isNaN(other)) return -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

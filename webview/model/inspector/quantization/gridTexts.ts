import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { formatShare } from '../../../../src/protocol/quantity.ts';
import { levelCount, type Levels } from '../../../../src/presentation/charts/levels.ts';
import { realText } from '../../../../src/presentation/charts/realText.ts';

/** Smaller shares are not worth their digits. */
const leastShare = 1e-5;

/** The share of elements outside of a range, as a person reads it: nothing, next to nothing, or how much. */
export function clippedText(share: number): string | Message {
  if (share === 0) return message('layerQuantization.clipped-nothing', {});
  return share < leastShare ? `< ${formatShare(leastShare)}` : formatShare(share);
}

/** How many levels there are, and how far apart. */
export function levelsText(levels: Levels): Message {
  const { low, high, scale } = levels;
  const count = levelCount(levels);
  if (count === 1) return message('layerQuantization.one-level', { low: realText(low) });
  return message('layerQuantization.levels', { ...rangeValues({ low, high }), count, scale: realText(scale) });
}

/** Both ends of a range. */
export function rangeText(range: Pick<Levels, 'low' | 'high'>): Message {
  return message('layerQuantization.range-of', rangeValues(range));
}

function rangeValues({ low, high }: Pick<Levels, 'low' | 'high'>): { readonly low: string; readonly high: string } {
  return { low: realText(low), high: realText(high) };
}

/** An integer with all its digits. */
export function integerText(value: number): string {
  return String(value).replace('-', '−');
}

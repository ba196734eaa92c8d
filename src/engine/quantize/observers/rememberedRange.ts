import type { ObserverName } from '../../../protocol/options/quantizeStatic.ts';
import { chooseRange, type RangeChoice, type RangeOptions } from './observer.ts';
import type { TensorStatistics } from './statistics.ts';

const remembered = new WeakMap<TensorStatistics, Map<string, RangeChoice>>();

/**
 * What {@link chooseRange} gives, which is searched for once: plans are made dozens of times from the same statistics.
 *
 * @throws {RangeError} if the percentile is not in (50, 100]
 */
export function rememberedRange(
  statistics: TensorStatistics,
  observer: ObserverName,
  options: RangeOptions,
): RangeChoice {
  const choices = remembered.get(statistics) ?? new Map<string, RangeChoice>();
  remembered.set(statistics, choices);
  const key = JSON.stringify([observer, options.type, options.symmetric, options.percentile]);
  const choice = choices.get(key) ?? chooseRange(statistics, observer, options);
  choices.set(key, choice);
  return choice;
}

import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkOptions } from '../../protocol/options/benchmark.ts';
import type { BenchmarkEnvironment } from '../../protocol/result/benchmark.ts';
import { formatShare } from '../../protocol/quantity.ts';
import { type Contender, referenceOf } from './contender.ts';
import { latencyInterval } from './latency.ts';
import { enoughLaunches, relativeWidth } from './launchInterval.ts';
import { medianInterval } from './median.ts';
import { latencyRatio } from './ratio.ts';

/** Shares from which on something is worth a word: of all processors by others, of one processor by a process that should be idle. */
const limits = { otherUse: 0.1, idleUse: 0.1 };
/** Governors that do not hold the processors at their highest frequency. */
const saving: ReadonlySet<string> = new Set(['powersave', 'conservative']);

/** What in the surroundings, or in how it went, makes the figures worse than they could be. */
export function measuringWarnings(
  contenders: readonly Contender[],
  environment: BenchmarkEnvironment,
  options: BenchmarkOptions,
): readonly Message[] {
  return [
    ...ofEnvironment(environment),
    ...(contenders.length > 1 ? contenders.flatMap(idleWarning) : []),
    ...precisionWarnings(contenders, options),
    ...launchWarnings(contenders),
  ];
}

function launchWarnings(contenders: readonly Contender[]): readonly Message[] {
  const fewest = Math.min(...contenders.filter(({ isTimed }) => isTimed).map(({ launches }) => launches.length));
  return fewest < enoughLaunches ? [message('benchmark.few-launches', { launches: fewest })] : [];
}

function ofEnvironment({ otherUse = 0, governor = '' }: BenchmarkEnvironment): readonly Message[] {
  return [
    ...(otherUse > limits.otherUse ? [message('benchmark.busy', { share: formatShare(otherUse) })] : []),
    ...(saving.has(governor) ? [message('benchmark.governor', { governor })] : []),
  ];
}

/** The first block of a launch comes after others were loaded and warmed up, for which nobody waits exactly. */
function idleWarning({ name, launches }: Contender): readonly Message[] {
  const uses = launches.flatMap(({ blocks }) => blocks.slice(1).map(({ idleUse }) => idleUse));
  if (uses.length === 0) return [];
  const { median } = medianInterval(uses);
  return median > limits.idleUse ? [message('benchmark.not-idle', { file: name, share: formatShare(median) })] : [];
}

function precisionWarnings(contenders: readonly Contender[], { precision }: BenchmarkOptions): readonly Message[] {
  const compared = contenders.filter((contender) => referenceOf(contender, contenders) !== undefined);
  if (compared.length === 0) {
    return contenders.flatMap((contender) => {
      const interval = latencyInterval(contender);
      const width = interval === undefined ? 0 : relativeWidth(interval);
      return width <= precision ? [] : [message('benchmark.imprecise-latency', texts(contender, width, precision))];
    });
  }
  return compared.flatMap((contender) => {
    const reference = referenceOf(contender, contenders);
    const ratio = reference && latencyRatio(contender, reference);
    const width = ratio === undefined ? 0 : relativeWidth(ratio);
    return width <= precision ? [] : [message('benchmark.imprecise', texts(contender, width, precision))];
  });
}

function texts({ name }: Contender, width: number, precision: number) {
  return { file: name, width: formatShare(width), precision: formatShare(precision) };
}

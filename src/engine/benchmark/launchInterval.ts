import { hodgesLehmann } from './hodgesLehmann.ts';
import { type MedianInterval, medianInterval } from './median.ts';
import { studentQuantile } from './student.ts';

/** From so many launches on their scatter says something. */
export const enoughLaunches = 3;

/**
 * A quantity that was measured in several launches of the processes, several times in each, with its 95 % interval.
 *
 * Measurements of one launch have in common what is decided when a process starts (where its memory lies above all), so that
 * more of them do not come nearer to the truth than that launch is. Hence a launch counts once, with the middle of its
 * measurements, and the interval is Student's over the launches: their scatter holds that of the measurements in them
 * (Kalibera and Jones, Rigorous benchmarking in reasonable time, ISMM 2013, where the interval too rests on the variance of
 * the highest level alone; Georges, Buytaert and Eeckhout, Statistically rigorous Java performance evaluation, OOPSLA 2007).
 * Of fewer than three launches nothing can be said about others: then it is what holds the intervals of all of them.
 * @param launches the measurements of each launch, on a scale on which they scatter alike, as logarithms of times do
 * @throws RangeError without measurements
 */
export function launchInterval(launches: readonly (readonly number[])[]): MedianInterval {
  const middles = launches.map(hodgesLehmann);
  if (launches.length >= enoughLaunches) return meanInterval(middles);
  const intervals = launches.map(medianInterval);
  return {
    median: medianInterval(middles).median,
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
  };
}

/** The mean with Student's 95 % interval. @param values two or more */
export function meanInterval(values: readonly number[]): MedianInterval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const degrees = values.length - 1;
  const half = studentQuantile(degrees) * Math.sqrt(squares / degrees / values.length);
  return { median: mean, low: mean - half, high: mean + half };
}

/** An interval of logarithms as one of what they are logarithms of. */
export function exponential({ median, low, high }: MedianInterval): MedianInterval {
  return { median: Math.exp(median), low: Math.exp(low), high: Math.exp(high) };
}

/** The width of an interval, relative to its middle. */
export function relativeWidth({ median, low, high }: MedianInterval): number {
  return (high - low) / median;
}

import type { Report } from './report.ts';

/** Whether a result is below the least that is accepted: that of the comparison, or what a search was asked for. */
export function isBelowFloor({ floor, mixed }: Pick<Report, 'floor' | 'mixed'>): boolean {
  return floor?.passed === false || (mixed !== undefined && mixed.chosen === undefined);
}

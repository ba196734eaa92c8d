/**
 * In which order so many models have their blocks in a round: every odd round is the one before it backwards, so that over
 * both a drift of the machine hits all alike, and every pair of rounds begins with another model.
 * @returns places in the list of models
 */
export function turns(count: number, round: number): readonly number[] {
  const shift = (round >> 1) % count;
  const rotated = Array.from({ length: count }, (_, place) => (place + shift) % count);
  return round % 2 === 0 ? rotated : rotated.reverse();
}

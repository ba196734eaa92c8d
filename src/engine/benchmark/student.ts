/** Halvings of the interval in which the angle is looked for: as many as a double has digits. */
const halvings = 53;

/**
 * The half width of a 95 % interval in standard errors: what Student's t stays below, in absolute terms, with that probability.
 * @param degrees of freedom: a whole number, 1 or more
 */
export function studentQuantile(degrees: number): number {
  let low = 0;
  let high = Math.PI / 2;
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (probabilityWithin(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan(low);
}

/**
 * The probability that t lies between −√ν·tan θ and √ν·tan θ, by its finite series for whole ν (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.7.3 and 26.7.4).
 */
function probabilityWithin(angle: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  const cosine = Math.cos(angle);
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  const series = Math.sin(angle) * sum;
  return isOdd ? (2 / Math.PI) * (angle + series) : series;
}

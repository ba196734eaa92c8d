/** More differences are not gone through: what two sequences then have in common is found as far as it goes. */
const mostDifferences = 2000;

/**
 * Positions of a longest common subsequence of two sequences, as pairs: the greedy algorithm of Myers, “An O(ND) Difference
 * Algorithm and Its Variations” (1986). Time is in proportion to length times differences, of which there is a limit.
 */
export function longestCommon(one: Uint32Array, other: Uint32Array): readonly (readonly [number, number])[] {
  const [n, m] = [one.length, other.length];
  const most = Math.min(n + m, mostDifferences);
  // The furthest position in `one` on each diagonal; and as it was before each step.
  const furthest = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const steps: Int32Array[] = [];
  let best = { step: 0, diagonal: 0, reach: -1 };
  for (let step = 0; step <= most; step++) {
    steps.push(furthest.slice(middle - step - 1, middle + step + 2));
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      let x = start(furthest, middle, step, diagonal);
      let y = x - diagonal;
      while (x < n && y < m && one[x] === other[y]) {
        x++;
        y++;
      }
      furthest[middle + diagonal] = x;
      if (x <= n && y <= m && x + y > best.reach) best = { step, diagonal, reach: x + y };
      if (x >= n && y >= m) return way(steps, step, diagonal, n);
    }
  }
  return way(steps, best.step, best.diagonal, (best.reach + best.diagonal) / 2);
}

/** Where a step to a diagonal begins: one further down from above, or one further to the right. */
function start(furthest: Int32Array, middle: number, step: number, diagonal: number): number {
  if (step === 0) return 0;
  const down = furthest[middle + diagonal + 1]!;
  const right = furthest[middle + diagonal - 1]! + 1;
  if (diagonal === -step) return down;
  return diagonal === step || right > down ? right : down;
}

/** The matches on the way to a point, last step first. */
function way(
  steps: readonly Int32Array[],
  lastStep: number,
  lastDiagonal: number,
  lastX: number,
): readonly (readonly [number, number])[] {
  const matches: (readonly [number, number])[] = [];
  let [diagonal, x] = [lastDiagonal, lastX];
  for (let step = lastStep; step >= 0; step--) {
    const from = start(steps[step]!, step + 1, step, diagonal);
    for (; x > from; x--) matches.push([x - 1, x - 1 - diagonal]);
    if (step === 0) break;
    const down = steps[step]![step + 1 + diagonal + 1]!;
    const wasDown = diagonal === -step || (diagonal !== step && steps[step]![step + diagonal]! + 1 <= down);
    diagonal += wasDown ? 1 : -1;
    x = wasDown ? from : from - 1;
  }
  return matches.reverse();
}

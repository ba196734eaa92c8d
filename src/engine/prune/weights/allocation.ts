/** What a layer loses of its outputs when so many of its weights go. */
export interface CurvePoint {
  readonly weights: number;
  readonly error: number;
}

/**
 * How many weights each layer gives, so that all give `target` together and the sum of their errors is least. Between the points of a
 * curve errors are taken to be linear, and points above the line between others are left out (the lower convex hull): then taking
 * the stretches of all curves in the order of their slope is best. No layer gives more than its last point.
 * @param curves of each layer, from no weights on, rising
 */
export function shareOut(curves: readonly (readonly CurvePoint[])[], target: number): readonly number[] {
  const stretches = curves.flatMap((points, layer) => stretchesOf(points).map((each) => ({ ...each, layer })));
  // Equal slopes stay in the order of the layers, and those of one layer in theirs.
  stretches.sort((a, b) => a.slope - b.slope);
  const given = curves.map(() => 0);
  let left = target;
  for (const { layer, weights } of stretches) {
    const taken = Math.min(weights, left);
    given[layer]! += taken;
    left -= taken;
  }
  return given;
}

interface Stretch {
  readonly weights: number;
  readonly slope: number;
}

function stretchesOf(points: readonly CurvePoint[]): readonly Stretch[] {
  const hull: CurvePoint[] = [{ weights: 0, error: 0 }];
  for (const point of points) {
    if (point.weights <= hull.at(-1)!.weights) continue;
    while (hull.length > 1 && slope(hull.at(-2)!, point) <= slope(hull.at(-2)!, hull.at(-1)!)) hull.pop();
    hull.push(point);
  }
  return hull.slice(1).map((point, index) => ({
    weights: point.weights - hull[index]!.weights,
    slope: slope(hull[index]!, point),
  }));
}

function slope(from: CurvePoint, to: CurvePoint): number {
  return (to.error - from.error) / (to.weights - from.weights);
}

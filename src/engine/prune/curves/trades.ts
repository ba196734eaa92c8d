/** What taking a share of one layer saves, and how much noise that brings to the outputs. */
export interface TradePoint {
  readonly share: number;
  /** In whatever is to be saved. */
  readonly saved: number;
  /** Energy of the error at the outputs, relative to that of the outputs. */
  readonly noise: number;
}

/** The points of one layer; taking nothing is not among them. */
export interface TradeCurve {
  readonly id: string;
  readonly points: readonly TradePoint[];
}

/** What is taken of all layers together. */
export interface Trade {
  /** Of the layers that lose anything, by their ids. */
  readonly shares: ReadonlyMap<string, number>;
  readonly saved: number;
  readonly noise: number;
}

interface Step {
  readonly id: string;
  readonly share: number;
  readonly saved: number;
  readonly noise: number;
}

/**
 * Which shares of the layers together bring the least noise for what they save, from nothing to all that can go. Noise of different layers adds
 * up, as that of independent errors does; so the best next step is always the one with the least noise for what it saves, along the
 * lower convex hull of each curve (Shoham and Gersho 1988). What brings no numbers is never taken.
 */
export function bestTrades(curves: readonly TradeCurve[]): readonly Trade[] {
  const steps = curves.flatMap((curve) => hullSteps(curve));
  // Slopes rise along each hull, so that steps of one layer stay in their order.
  steps.sort((one, other) => one.noise * other.saved - other.noise * one.saved);
  const shares = new Map<string, number>();
  const trades: Trade[] = [{ shares: new Map(), saved: 0, noise: 0 }];
  let [saved, noise] = [0, 0];
  for (const step of steps) {
    shares.set(step.id, step.share);
    saved += step.saved;
    noise += step.noise;
    trades.push({ shares: new Map(shares), saved, noise });
  }
  return trades;
}

/** From each corner of the lower hull to the next: what more is saved for how much more noise. */
function hullSteps({ id, points }: TradeCurve): readonly Step[] {
  const usable = points
    .filter(({ saved, noise }) => saved > 0 && Number.isFinite(noise))
    .toSorted((one, other) => one.saved - other.saved || one.noise - other.noise);
  const hull: TradePoint[] = [{ share: 0, saved: 0, noise: 0 }];
  for (const point of usable) {
    if (point.saved === hull.at(-1)!.saved) continue;
    while (hull.length > 1 && isAbove(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull.slice(1).map((point, index) => ({
    ...{ id, share: point.share, saved: point.saved - hull[index]!.saved },
    // Less noise for more that goes is chance.
    noise: Math.max(0, point.noise - hull[index]!.noise),
  }));
}

/** Whether the middle one of three points lies on or above the line between the others. */
function isAbove(first: TradePoint, middle: TradePoint, last: TradePoint): boolean {
  return (
    (middle.noise - first.noise) * (last.saved - first.saved) >=
    (last.noise - first.noise) * (middle.saved - first.saved)
  );
}

/** A number of units that a group might keep, and what its layers take then. */
export interface Candidate {
  readonly units: number;
  readonly milliseconds: number;
}

/** A count by the constant rule is left only for one that is better by so much for each unit: less may be chance. */
const clearlyBetter = 1.1;
/** What costs no more than this counts as equal. */
const equal = 1.03;

/**
 * Of the candidates, the one whose layers take the least time for each unit kept. `usual` wins unless another is clearly better; of
 * several others the one nearest to the target. Then as many units as cost no more.
 */
export function bestCount(candidates: readonly Candidate[], usual: number, target: number): number {
  const perUnit = ({ units, milliseconds }: Candidate): number => milliseconds / units;
  const least = Math.min(...candidates.map(perUnit));
  const good = candidates.filter((each) => perUnit(each) <= least * clearlyBetter);
  const distance = ({ units }: Candidate): number => (units === usual ? -1 : Math.abs(units - target));
  const chosen = good.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  const affordable = candidates.filter((each) => each.milliseconds <= chosen.milliseconds * equal);
  return Math.max(chosen.units, ...affordable.map(({ units }) => units));
}

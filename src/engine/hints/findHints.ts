import type { Hint } from '../../protocol/result/hint.ts';
import { type FoundHazard, HintFacts, type HintInput, type HintRule } from './rule.ts';
import { rules } from './registry.ts';

/** Share of the time of all kernels below which a hazard is noise. */
const leastShare = 0.01;

/**
 * What about a model costs more than it must: what costs most time first, then what costs accuracy or could not be measured. What was
 * measured to cost less than a hundredth of the time is left out.
 */
export function findHints(input: HintInput, using: readonly HintRule[] = rules): readonly Hint[] {
  const facts = new HintFacts(input);
  const least = leastShare * (input.profile?.kernels ?? 0);
  return using
    .flatMap((rule) => rule.find(facts).map((found) => hintOf(rule, found, facts)))
    .filter(({ milliseconds }) => milliseconds === undefined || (milliseconds > 0 && milliseconds >= least))
    .sort((a, b) => (b.milliseconds ?? 0) - (a.milliseconds ?? 0));
}

function hintOf({ name }: HintRule, found: FoundHazard, { model }: HintFacts): Hint {
  const { nodes, hazard, remedy, action, milliseconds, severity = 'warning' } = found;
  return {
    ...{ rule: name, severity, nodes: nodes.map((node) => model.graph.id(node)), hazard, remedy },
    ...(action !== undefined && { action }),
    ...(milliseconds !== undefined && { milliseconds }),
  };
}

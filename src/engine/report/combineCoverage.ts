import type { Coverage, NodeDecision } from '../../protocol/result/coverage.ts';

/**
 * How much of a model computes on integers after several passes, in the nodes of the first: what one pass left float and a later one
 * made integer is integer, for the later one's reason. Nodes are known by the nodes of the user's file that they stand for.
 * @param coverages of each pass, in their order
 * @throws Error without any
 */
export function combineCoverage(coverages: readonly Coverage[]): Coverage {
  const [first, ...later] = coverages;
  if (first === undefined) throw new Error('a recipe without passes');
  if (later.length === 0) return first;
  const byOrigin = later.map(decisionsByOrigin);
  const decisions = first.decisions.map((decision) => byOrigin.reduce(afterPass, decision));
  const count = { integer: 0, float: 0, none: 0 };
  const macs = { integer: 0, total: 0 };
  for (const { precision, macs: own = 0 } of decisions) {
    count[precision]++;
    macs.total += own;
    if (precision === 'integer') macs.integer += own;
  }
  const target = coverages.map((each) => each.target).find((each) => each !== undefined);
  return {
    ...(target !== undefined && { target }),
    nodes: count,
    ...(macs.total > 0 && { macs }),
    decisions,
  };
}

type ByOrigin = ReadonlyMap<string, readonly NodeDecision[]>;

function decisionsByOrigin({ decisions }: Coverage): ByOrigin {
  const found = new Map<string, NodeDecision[]>();
  for (const decision of decisions) {
    for (const origin of decision.origins) {
      const others = found.get(origin);
      if (others === undefined) found.set(origin, [decision]);
      else others.push(decision);
    }
  }
  return found;
}

function afterPass(decision: NodeDecision, later: ByOrigin): NodeDecision {
  const counterparts = decision.origins.flatMap((origin) => later.get(origin) ?? []);
  const known = decision.macs ?? counterparts.find(({ macs }) => macs !== undefined)?.macs;
  const counted = known === undefined ? decision : { ...decision, macs: known };
  if (decision.precision !== 'float') return counted;
  const integer = counterparts.find(({ precision }) => precision === 'integer');
  return integer === undefined ? counted : { ...counted, precision: 'integer', reason: integer.reason };
}

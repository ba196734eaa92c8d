import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { ModelProfile, NodeRun, ProfiledNode } from '../../protocol/result/profile.ts';

/** What a layer takes in one of two models. */
export interface PairedTime {
  /** Ids of nodes in that model's file: one, but for what only one of the models has. */
  readonly nodes: readonly string[];
  readonly milliseconds: number;
  /** Undefined for kernels that no node asked for. */
  readonly runs?: NodeRun | undefined;
}

/** The same layer in two models, or what only one of them has. */
export interface LayerPair {
  readonly kind: 'layer' | 'added' | 'overhead';
  /** The name of the node, or its id where it has none; the operator for what is added and for overhead. */
  readonly name: string;
  /** In the first model, or in the second where only that has it. */
  readonly operator: string;
  /** Undefined where the first model has no such layer. */
  readonly first: PairedTime | undefined;
  /** Undefined where the second model has no such layer: it was folded into another, or left out. */
  readonly second: PairedTime | undefined;
}

/**
 * The layers of two variants beside each other, aligned by id and otherwise by name: in the order of the first, then what only the
 * second has, by operator, then what no node asked for. All times of both are in it once. Empty where one has no profile.
 * @param first @param second places of the variants in the report
 */
export function layerPairs({ variants }: BenchmarkReport, first: number, second: number): readonly LayerPair[] {
  const [one, other] = [variants[first]?.profile, variants[second]?.profile];
  if (one === undefined || other === undefined) return [];
  const partnerOf = partners(one.nodes, other.nodes);
  const paired = new Set(partnerOf.values());
  const layers = one.nodes.map((node): LayerPair => {
    const partner = partnerOf.get(node);
    return {
      ...{ kind: 'layer', name: node.name === '' ? node.node : node.name, operator: node.operator },
      ...{ first: timeOf(node), second: partner && timeOf(partner) },
    };
  });
  return [...layers, ...added(other.nodes.filter((node) => !paired.has(node))), ...overhead(one, other)];
}

function timeOf({ node, milliseconds, runs }: ProfiledNode): PairedTime {
  return { nodes: [node], milliseconds, runs };
}

/** Whether two nodes may be the same layer, the surest sign first. */
type Sign = (node: ProfiledNode, other: ProfiledNode) => boolean;

const sameOperator: Sign = (node, other) => node.operator === other.operator;
/** A tensor may keep its name while another node, that only converts it, writes it. */
const noConversion: Sign = (node, other) => !conversions.has(other.operator) || sameOperator(node, other);

/**
 * By id and by names that only one node of each model has. Where operators agree comes first: a convolution into which a normalisation
 * was folded writes what that one wrote, and is still the convolution.
 */
function partners(
  nodes: readonly ProfiledNode[],
  others: readonly ProfiledNode[],
): ReadonlyMap<ProfiledNode, ProfiledNode> {
  const byId = new Map(others.map((node) => [node.node, node]));
  const [names, otherNames] = [unique(nodes), unique(others)];
  const ofSameId = (node: ProfiledNode): ProfiledNode | undefined => byId.get(node.node);
  const ofSameName = (node: ProfiledNode): ProfiledNode | undefined =>
    names.get(node.name) === node ? otherNames.get(node.name) : undefined;
  const found = new Map<ProfiledNode, ProfiledNode>();
  const taken = new Set<ProfiledNode>();
  const pair = (partnerOf: (node: ProfiledNode) => ProfiledNode | undefined, sign: Sign): void => {
    for (const node of nodes) {
      const partner = found.has(node) ? undefined : partnerOf(node);
      if (partner === undefined || taken.has(partner) || !sign(node, partner)) continue;
      found.set(node, partner);
      taken.add(partner);
    }
  };
  pair(ofSameId, sameOperator);
  pair(ofSameName, sameOperator);
  pair(ofSameName, noConversion);
  pair(ofSameId, noConversion);
  return found;
}

const conversions: ReadonlySet<string> = new Set([
  'QuantizeLinear',
  'DequantizeLinear',
  'DynamicQuantizeLinear',
  'Cast',
]);

function unique(nodes: readonly ProfiledNode[]): ReadonlyMap<string, ProfiledNode> {
  const counts = new Map<string, number>();
  for (const { name } of nodes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(nodes.filter(({ name }) => name !== '' && counts.get(name) === 1).map((node) => [node.name, node]));
}

function added(nodes: readonly ProfiledNode[]): readonly LayerPair[] {
  const byOperator = new Map<string, ProfiledNode[]>();
  for (const node of nodes) {
    const group = byOperator.get(node.operator);
    if (group === undefined) byOperator.set(node.operator, [node]);
    else group.push(node);
  }
  return [...byOperator].map(([operator, each]) => ({
    ...{ kind: 'added', name: operator, operator, first: undefined },
    second: { nodes: each.map(({ node }) => node), milliseconds: sum(each), runs: commonRun(each) },
  }));
}

function commonRun(nodes: readonly ProfiledNode[]): NodeRun | undefined {
  const [first] = nodes;
  return nodes.every(({ runs }) => runs === first?.runs) ? first?.runs : undefined;
}

function overhead(one: ModelProfile, other: ModelProfile): readonly LayerPair[] {
  const operators = [...new Set([...one.overhead, ...other.overhead].map(({ operator }) => operator))];
  const timeIn = (profile: ModelProfile, operator: string): PairedTime | undefined => {
    const found = profile.overhead.filter((each) => each.operator === operator);
    return found.length === 0 ? undefined : { nodes: [], milliseconds: sum(found) };
  };
  return operators.map((operator) => ({
    ...{ kind: 'overhead', name: operator, operator },
    ...{ first: timeIn(one, operator), second: timeIn(other, operator) },
  }));
}

function sum(parts: readonly { readonly milliseconds: number }[]): number {
  return parts.reduce((total, { milliseconds }) => total + milliseconds, 0);
}

import type { ModelProfile, ProfiledNode } from '../../protocol/result/profile.ts';

/** What several nodes take together. */
export interface ProfileSum {
  /** The operator, or the path of the group. */
  readonly name: string;
  readonly nodes: number;
  readonly milliseconds: number;
  /** Of the time of all kernels: 0 … 1. */
  readonly share: number;
  /** Milliseconds of those that run on integers. */
  readonly integerMilliseconds: number;
  readonly macs: number;
  readonly bytes: number;
}

/** The sums by operator of the file, the costliest first. */
export function profileByOperator(profile: ModelProfile): readonly ProfileSum[] {
  return sums(profile, ({ operator }) => operator);
}

/**
 * The sums by group, the costliest first: the part of a node's name before its last slash, cut to so many parts. Nodes
 * without a group are together in one whose name is empty.
 */
export function profileByGroup(profile: ModelProfile, depth = 2): readonly ProfileSum[] {
  return sums(profile, ({ name }) => groupOf(name, depth));
}

/** The `count` nodes that take longest, the costliest first; nodes that take nothing are not among them. */
export function costliest({ nodes }: ModelProfile, count: number): readonly ProfiledNode[] {
  return nodes
    .filter(({ milliseconds }) => milliseconds > 0)
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, count);
}

/** Milliseconds of kernels by what they are spent on; together they are the time of all kernels. */
export interface ProfileParts {
  readonly integer: number;
  readonly float: number;
  /** What no node asked for. */
  readonly overhead: number;
}

/** How the time of the kernels divides. */
export function profileParts({ nodes, overhead }: ModelProfile): ProfileParts {
  let integer = 0;
  let float = 0;
  for (const { runs, milliseconds } of nodes) {
    if (runs === 'integer') integer += milliseconds;
    else float += milliseconds;
  }
  return { integer, float, overhead: overhead.reduce((sum, { milliseconds }) => sum + milliseconds, 0) };
}

/** Multiplications with additions for each byte that is read or written; undefined for what multiplies nothing. */
export function arithmeticIntensity({ macs = 0, bytes }: Pick<ProfiledNode, 'macs' | 'bytes'>): number | undefined {
  return macs > 0 && bytes > 0 ? macs / bytes : undefined;
}

/** The part of a node's name that names its group: `/blocks/0/conv/Conv` in two parts is `/blocks/0`. */
export function groupOf(name: string, depth: number): string {
  const separator = name.includes('/') ? '/' : '.';
  const parts = name.split(separator);
  const path = parts.slice(0, -1);
  const lead = path[0] === '' ? 1 : 0;
  return path.slice(0, depth + lead).join(separator);
}

function sums(profile: ModelProfile, nameOf: (node: ProfiledNode) => string): readonly ProfileSum[] {
  const groups = new Map<string, { -readonly [Key in keyof ProfileSum]: ProfileSum[Key] }>();
  for (const node of profile.nodes) {
    const name = nameOf(node);
    let sum = groups.get(name);
    if (sum === undefined) {
      sum = { name, nodes: 0, milliseconds: 0, share: 0, integerMilliseconds: 0, macs: 0, bytes: 0 };
      groups.set(name, sum);
    }
    sum.nodes++;
    sum.milliseconds += node.milliseconds;
    if (node.runs === 'integer') sum.integerMilliseconds += node.milliseconds;
    sum.macs += node.macs ?? 0;
    sum.bytes += node.bytes;
  }
  const { kernels } = profile;
  for (const sum of groups.values()) sum.share = kernels === 0 ? 0 : sum.milliseconds / kernels;
  return [...groups.values()].toSorted((a, b) => b.milliseconds - a.milliseconds);
}

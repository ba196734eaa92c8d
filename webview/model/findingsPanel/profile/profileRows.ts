import {
  groupOf,
  profileByGroup,
  profileByOperator,
  type ProfileSum,
} from '../../../../src/presentation/profile/profileSums.ts';
import type { ModelProfile, ProfiledNode } from '../../../../src/protocol/result/profile.ts';
import { ownTime } from '../../analysis/profileFigures.ts';

/** What time is shown for. */
export const profileViews = ['node', 'operator', 'group'] as const;
export type ProfileView = (typeof profileViews)[number];

/** A node, or several of them together. */
export type ProfileRow =
  | { readonly kind: 'node'; readonly id: string; readonly node: ProfiledNode }
  | { readonly kind: 'sum'; readonly id: string; readonly sum: ProfileSum };

/** Parts of a name that tell groups from each other: more would tell nodes. */
const groupDepth = 2;

export function profileRows(profile: ModelProfile, view: ProfileView): readonly ProfileRow[] {
  if (view === 'node') return profile.nodes.map((node) => ({ kind: 'node', id: node.node, node }));
  const sums = view === 'operator' ? profileByOperator(profile) : profileByGroup(profile, groupDepth);
  return sums.map((sum) => ({ kind: 'sum', id: sum.name, sum }));
}

/** The id of the row that a node counts in. */
export function rowOf({ node, operator, name }: ProfiledNode, view: ProfileView): string {
  if (view === 'node') return node;
  return view === 'operator' ? operator : groupOf(name, groupDepth);
}

/** Milliseconds; undefined of a node whose time stands with another. */
export function timeOf(row: ProfileRow): number | undefined {
  return row.kind === 'node' ? ownTime(row.node) : row.sum.milliseconds;
}

/** What takes longest first, at last what has no time of its own. Equal ones stay as they came. */
export function compareTimes(one: ProfileRow, other: ProfileRow): number {
  return (timeOf(other) ?? -1) - (timeOf(one) ?? -1);
}

/** Places from 1 on, of all rows that take any time. */
export function placesOf(rows: readonly ProfileRow[]): ReadonlyMap<string, number> {
  const timed = rows.filter((row) => (timeOf(row) ?? 0) > 0).toSorted(compareTimes);
  return new Map(timed.map(({ id }, index) => [id, index + 1]));
}

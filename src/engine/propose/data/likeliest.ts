import type { StoredKind } from '../../data/detectDataset.ts';
import { sortNaturally } from '../../data/listFiles.ts';
import type { Candidate } from './nearby.ts';
import { roleOf } from './role.ts';

/** What is named after inputs is sure to be meant for a model; images may be its documentation, test data sets are few. */
const kinds: readonly StoredKind[] = ['npz', 'npyFolder', 'images', 'testDataSets'];

/**
 * Orders candidates: those named for calibration before those that are named for nothing and those for evaluation; among
 * equals those with the name of the model, then by kind, the nearer before the deeper, and by name.
 * @param stem name of the model without its extension
 */
export function likeliestFirst(candidates: readonly Candidate[], stem: string): readonly Candidate[] {
  const byPath = new Map(sortNaturally(candidates.map(({ path }) => path)).map((path, index) => [path, index]));
  const ranks = new Map(
    candidates.map((each) => [
      each,
      [
        rankOfRole(each.names),
        each.names.some((name) => name.toLowerCase().includes(stem.toLowerCase())) ? 0 : 1,
        kinds.indexOf(each.kind),
        each.names.length,
        byPath.get(each.path) ?? 0,
      ],
    ]),
  );
  return [...candidates].sort((one, other) => compareRanks(ranks.get(one) ?? [], ranks.get(other) ?? []));
}

function rankOfRole(names: readonly string[]): number {
  const role = roleOf(names);
  return role === 'calibration' ? 0 : role === undefined ? 1 : 2;
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (const [index, rank] of one.entries()) {
    const difference = rank - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

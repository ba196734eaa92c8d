import { formatMilliseconds } from '../../../../src/protocol/quantity.ts';
import type { ModelProfile } from '../../../../src/protocol/result/profile.ts';
import type { Say } from '../../../page.ts';
import type { Ranking } from '../ranking/rankedBars.ts';
import { nameOfRow, profileColumns } from './profileColumns.ts';
import { compareTimes, placesOf, type ProfileRow, profileRows, type ProfileView, timeOf } from './profileRows.ts';

/** Nodes, operators or groups by how long they take. */
export function profileRanking(say: Say, profile: ModelProfile, view: ProfileView): Ranking<ProfileRow> {
  const rows = profileRows(profile, view);
  const names = new Map(profile.nodes.map(({ node, name }) => [node, name === '' ? node : name]));
  return {
    ...{ rows, by: view, measure: { unit: 'milliseconds' }, compare: compareTimes, places: placesOf(rows) },
    value: (row) => timeOf(row) ?? Number.NaN,
    columns: (made) =>
      profileColumns({ ...made, say, view, kernels: profile.kernels, nameOf: (node) => names.get(node) ?? node }),
    pictured: (row) => {
      const time = timeOf(row);
      return {
        operator: row.kind === 'node' ? row.node.operator : '',
        name: nameOfRow(say, row),
        value: time === undefined ? '' : formatMilliseconds(time),
      };
    },
  };
}

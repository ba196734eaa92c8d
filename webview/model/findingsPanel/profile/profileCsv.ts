import { arithmeticIntensity } from '../../../../src/presentation/profile/profileSums.ts';
import type { CsvTable } from '../../../../src/protocol/csv.ts';
import type { ModelProfile } from '../../../../src/protocol/result/profile.ts';
import { profileRows, type ProfileView } from './profileRows.ts';

/** What is shown, as a table for programs: times in milliseconds, shares of the time of all kernels from 0 to 1. */
export function profileCsv(profile: ModelProfile, view: ProfileView): CsvTable {
  const rows = profileRows(profile, view);
  const { kernels } = profile;
  if (view === 'node') {
    return {
      columns: [
        ...['node', 'name', 'operator', 'runs', 'kernel', 'into', 'milliseconds', 'share'],
        ...['macs', 'bytes', 'macsPerByte'],
      ],
      rows: profile.nodes.map((each) => [
        ...[each.node, each.name, each.operator, each.runs, each.kernel, each.into],
        ...[each.milliseconds, each.milliseconds / kernels, each.macs, each.bytes, arithmeticIntensity(each)],
      ]),
    };
  }
  return {
    columns: [view, 'nodes', 'milliseconds', 'share', 'integerMilliseconds', 'macs', 'bytes', 'macsPerByte'],
    rows: rows.flatMap((row) => {
      if (row.kind !== 'sum') return [];
      const { name, nodes, milliseconds, share, integerMilliseconds, macs, bytes } = row.sum;
      return [[name, nodes, milliseconds, share, integerMilliseconds, macs, bytes, arithmeticIntensity(row.sum)]];
    }),
  };
}

import { csvOf } from '../../protocol/csv.ts';
import type { ModelProfile } from '../../protocol/result/profile.ts';
import { arithmeticIntensity } from './profileSums.ts';

/**
 * The nodes as a table (RFC 4180), in the order of the file, and after them the overhead, whose nodes are empty: the sum of all
 * milliseconds is that of the kernels.
 */
export function profileCsv(profile: ModelProfile): string {
  const nodes = profile.nodes.map((each) => [
    ...[each.node, each.name, each.operator, each.runs, each.kernel, each.into],
    ...[each.milliseconds, each.macs, each.bytes, arithmeticIntensity(each), undefined],
  ]);
  const overhead = profile.overhead.map(({ operator, kind, milliseconds, beside }) => [
    ...[undefined, undefined, operator, kind, operator, undefined],
    ...[milliseconds, undefined, undefined, undefined, beside.join(' ')],
  ]);
  return csvOf({
    columns: [
      ...[
        'node',
        'name',
        'operator',
        'runs',
        'kernel',
        'into',
        'milliseconds',
        'macs',
        'bytes',
        'macsPerByte',
        'beside',
      ],
    ],
    rows: [...nodes, ...overhead],
  });
}

import type { CsvTable } from '../../../../src/protocol/csv.ts';
import type { MixedFront } from '../../../../src/protocol/result/mixed.ts';
import type { Say } from '../../../page.ts';

/** All points, the float model first. Columns are named for programs: times are in milliseconds, shares from 0 to 1. */
export function pointsCsv({ measure, float, points, chosen }: MixedFront, say: Say): CsvTable {
  return {
    columns: [
      ...['point', 'change', say(measure.name), 'latency', 'latencyLow', 'latencyHigh'],
      ...[
        'speedup',
        'speedupLow',
        'speedupHigh',
        'bytes',
        'integerMacs',
        'frontLatency',
        'frontSize',
        'chosen',
        'kept',
      ],
    ],
    rows: [
      ['float', '', float.value, float.milliseconds, undefined, undefined, 1, 1, 1, float.bytes],
      ...points.map(({ id, change, value, latency: { after, speedup }, bytes, integerMacs, front, kept }) => [
        ...[id, say(change), value, after.median, after.low, after.high],
        ...[speedup.median, speedup.low, speedup.high, bytes, integerMacs],
        ...[String(front.latency), String(front.size), String(id === chosen)],
        // Names of nodes may hold anything: as JSON, they can be told apart.
        JSON.stringify(kept),
      ]),
    ].map((row) => [...row, ...Array<undefined>(15 - row.length)]),
  };
}

import { machine } from '../../src/engine/runtime/machine.ts';
import type { PruneFigures, Stair, Step } from './task.ts';

/** What the peer measured of itself: milliseconds, bytes and counts. */
export interface Peer {
  readonly group: number;
  readonly rank: number;
  readonly remove: number;
  readonly memory: number;
  readonly groups: number;
  readonly parametersBefore: number;
  readonly parametersAfter: number;
}

export interface Results {
  readonly free: PruneFigures;
  readonly refitted: PruneFigures;
  readonly other: Peer | undefined;
  readonly stairs: readonly Stair[];
  readonly ratio: number;
  readonly samples: number;
  readonly threads: number;
}

const number = (value: number): string => value.toPrecision(3);
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The section of the results. */
export function markdown(results: Results): string {
  const { free, refitted, ratio, samples, threads } = results;
  const { processor, runtimeVersion, nodeVersion } = machine();
  return `## Taking channels away

Measured on ${new Date().toISOString().slice(0, 10)} on ${processor}, ${threads} thread${threads === 1 ? '' : 's'}; onnxruntime-node ${runtimeVersion},
Node ${nodeVersion}. Run \`node bench/run.mjs prune\` to measure again. ${ratio * 100} % of the channels of each of the ${free.groups} groups of ResNet-50, without
data and with ${samples} samples; medians of processes of their own. *Memory* is the most that the process had until the end of the step, beyond what it
had with the model open. The peer is Torch-Pruning on the same network in PyTorch: its groups are found by a run of the network, ours by *shapes* and
*groups* together.

| step | ms | MB | peer's ms | peer's MB | ms ÷ peer's |
| --- | --- | --- | --- | --- | --- |
${stepRows(results).join('\n')}

Parameters ${parameters(free)}${results.other === undefined ? '' : ` (peer: ${millions(results.other.parametersBefore)} → ${millions(results.other.parametersAfter)})`};
one run ${free.latency.map(number).join(' → ')} ms without rounding, ${refitted.latency.map(number).join(' → ')} ms in the processes that refit.

### Which channel counts this machine likes

Milliseconds of one run of six layers on maps of 56 × 56, with as many channels in as out. *Relative* is the time
for each multiplication of the 3×3 convolutions beside that at 64 channels. Then how many times as long a count takes as the next multiple above it (3×3,
depthwise): above 1 it is worth rounding up.

| channels | 3×3 | relative | depthwise + 1×1 | slower than the next multiple of 4 | of 8 | of 16 |
| --- | --- | --- | --- | --- | --- | --- |
${stairRows(results.stairs).join('\n')}
`;
}

function stepRows({ free, refitted, other }: Results): readonly string[] {
  const time = (steps: readonly Step[], ...names: readonly string[]): number =>
    steps.filter(({ name }) => names.includes(name)).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const peers: Readonly<Record<string, number | undefined>> = {
    'rank by group-norm': other?.rank,
    remove: other?.remove,
  };
  const rows = free.steps.map(({ name, milliseconds, extraPeakBytes }) => {
    const peer = peers[name];
    const ratio = peer === undefined ? ['', '', ''] : [number(peer), '', number(milliseconds / peer)];
    return row(name, number(milliseconds), number(extraPeakBytes / 1e6), ...ratio);
  });
  const found = time(free.steps, 'shapes', 'groups');
  const most = free.steps.at(-1)!.extraPeakBytes;
  if (other !== undefined) {
    rows.push(row('**shapes + groups**', number(found), '', number(other.group), '', number(found / other.group)));
    const all = [
      time(free.steps, ...free.steps.map(({ name }) => name)),
      other.group + other.rank + other.remove,
    ] as const;
    rows.push(
      row(
        '**all**',
        number(all[0]),
        number(most / 1e6),
        number(all[1]),
        number(other.memory / 1e6),
        number(all[0] / all[1]),
      ),
    );
  }
  const further = refitted.steps.filter(({ name }) => free.steps.every((step) => step.name !== name));
  return [
    ...rows,
    ...further.map(({ name, milliseconds, extraPeakBytes }) =>
      row(name, number(milliseconds), number(extraPeakBytes / 1e6), '', '', ''),
    ),
  ];
}

const millions = (count: number): string => `${(count / 1e6).toFixed(2)} M`;
const parameters = ({ parameters }: PruneFigures): string => parameters.map(millions).join(' → ');

function stairRows(stairs: readonly Stair[]): readonly string[] {
  const byCount = new Map(stairs.map((stair) => [stair.channels, stair]));
  const last = stairs.at(-1)!;
  const cost = ({ channels, spatial }: Stair): number => spatial / channels ** 2;
  return stairs.map((stair) => {
    const slower = [4, 8, 16].map((multiple) => {
      const next = byCount.get(Math.ceil(stair.channels / multiple) * multiple);
      if (next === undefined || next === stair) return '';
      const ratios = [stair.spatial / next.spatial, stair.depthwise / next.depthwise];
      return ratios.map((ratio) => ratio.toFixed(2)).join(' and ');
    });
    const relative = (cost(stair) / cost(last)).toFixed(2);
    return row(String(stair.channels), number(stair.spatial), relative, number(stair.depthwise), ...slower);
  });
}

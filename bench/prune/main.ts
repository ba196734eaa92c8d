// What taking channels out of ResNet-50 costs, beside Torch-Pruning, and which channel counts this machine likes.
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { resnet50 } from '../../test/fixtures/resnet50.ts';
import { median } from '../statistics.ts';
import { writeResults } from '../results.ts';
import { markdown, type Peer } from './markdown.ts';
import type { PruneFigures, Stair, Task } from './task.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '1' },
    ratio: { type: 'string', default: '0.3' },
    samples: { type: 'string', default: '16' },
    /** Processes for each measurement of pruning. */
    repeats: { type: 'string', default: '5' },
    /** Milliseconds for each channel count. */
    'count-milliseconds': { type: 'string', default: '1500' },
    /** A few counts and one repeat, to see that it works; nothing is written. */
    short: { type: 'boolean', default: false },
  },
});
const short = values.short;
const [threads, ratio, samples] = [Number(values.threads), Number(values.ratio), Number(values.samples)];
const repeats = short ? 1 : Number(values.repeats);
const folder = path.resolve('.cache/bench/prune/files');
const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));
const python = process.env['WHITTLE_PEER_PYTHON'];

function perform<Figures>(task: Task): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (figures) => resolve(figures as Figures));
    child.once('exit', (code) => reject(new Error(`${task.what} ended with ${code ?? 'a signal'}`)));
    child.send(task);
  });
}

async function repeated(measure: () => Promise<PruneFigures>): Promise<PruneFigures> {
  const all: PruneFigures[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) all.push(await measure());
  const [first] = all as [PruneFigures];
  const middle = (of: (figures: PruneFigures) => number): number => median(all.map(of));
  return {
    ...first,
    steps: first.steps.map(({ name }, index) => ({
      name,
      milliseconds: middle(({ steps }) => steps[index]!.milliseconds),
      extraPeakBytes: middle(({ steps }) => steps[index]!.extraPeakBytes),
    })),
    latency: [middle(({ latency }) => latency[0]), middle(({ latency }) => latency[1])],
  };
}

/** Torch-Pruning on a ResNet-50 of its own; undefined where it is not there. */
function peer(): Peer | undefined {
  if (python === undefined) return undefined;
  const all: Peer[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { status, stdout } = spawnSync(python, ['bench/prune/peer.py', JSON.stringify({ ratio, threads })], {
      encoding: 'utf8',
    });
    if (status !== 0) return undefined;
    all.push(JSON.parse(stdout.trim()) as Peer);
  }
  const middle = (key: 'group' | 'rank' | 'remove' | 'memory'): number => median(all.map((each) => each[key]));
  return {
    ...all[0]!,
    group: middle('group'),
    rank: middle('rank'),
    remove: middle('remove'),
    memory: middle('memory'),
  };
}

mkdirSync(folder, { recursive: true });
const file = path.join(folder, 'resnet50.onnx');
saveModel(resnet50(), file, { overwrite: true });
const prune = { what: 'prune', file, folder, ratio, samples: short ? 2 : samples, threads } as const;
const free = await repeated(() => perform({ ...prune, repair: 'none' }));
const refitted = await repeated(() => perform({ ...prune, repair: 'refit' }));
const other = peer();
const counts = short ? [15, 16, 17, 32, 33] : Array.from({ length: 57 }, (_, index) => 8 + index);
const milliseconds = short ? 100 : Number(values['count-milliseconds']);
const stairs = await perform<readonly Stair[]>({ what: 'staircase', counts, milliseconds, threads });
rmSync(folder, { recursive: true, force: true });
const section = markdown({ free, refitted, other, stairs, ratio, samples: prune.samples, threads });
console.log(section);
if (!short) writeResults('prune', section);

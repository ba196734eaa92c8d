// Whether the intervals of ratios tell the truth: models whose ratios are known, measured again and again, on the machine as it is and
// while another process loads one of its cores; beside Python, which times one model after the other.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { builds } from '../../esbuild.mjs';
import { measureModels } from '../../src/engine/benchmark/measureModels.ts';
import { machine } from '../../src/engine/runtime/machine.ts';
import { benchmarkOptions } from '../../src/protocol/options/benchmark.ts';
import { residentsOf } from '../../src/worker/startResident.ts';
import { writeResults } from '../results.ts';
import { type Condition, markdown, type Run } from './markdown.ts';
import { input, type KnownModel, writeModels } from './models.ts';

const { values } = parseArgs({
  options: {
    /** Benchmarks of each kind, as the machine is and under load. */
    runs: { type: 'string', default: '20' },
    'twice-runs': { type: 'string', default: '2' },
    'loaded-runs': { type: 'string', default: '3' },
    /** Of each benchmark. */
    seconds: { type: 'string', default: '40' },
    launches: { type: 'string', default: '7' },
    /** Of each model in Python. */
    'peer-seconds': { type: 'string', default: '0.7' },
  },
});
const folder = path.resolve('.cache/bench/benchmark/models');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { original, copy, more, twice } = writeModels(folder);
const benchmark = benchmarkOptions.parse({ seconds: Number(values.seconds), launches: Number(values.launches) });
const elements = input.dims.reduce((product, size) => product * size, 1);
const feeds = new Map([
  [input.name, { type: 'float32' as const, dims: input.dims, data: new Float32Array(elements).fill(0.1) }],
]);
const threads = 1;
const python = process.env['WHITTLE_PEER_PYTHON'];

/** The background process as it is shipped, beside the packages it needs. */
const outdir = path.resolve('.cache/bench/benchmark/worker');
const [processes] = builds;
await build({ ...processes, entryPoints: { worker: 'src/worker/main.ts' }, outdir });
const start = residentsOf(path.join(outdir, 'worker.js'));

async function run(models: readonly KnownModel[]): Promise<Run> {
  const began = performance.now();
  const files = [original, ...models.map(({ file }) => file)];
  const { models: measured, environment } = await measureModels(
    files.map((file) => ({ file, provider: 'cpu' })),
    {
      ...{ feeds, feedsOfBatch: () => feeds, benchmark, threads, start },
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
    },
  );
  const seconds = (performance.now() - began) / 1000;
  const ratios = measured.slice(1).map(({ timings, failure }) => {
    if (timings?.ratio === undefined) throw new Error(`no ratio: ${JSON.stringify(failure)}`);
    return timings.ratio;
  });
  return { ratios, peer: peer(files), otherUse: environment.otherUse, seconds };
}

/** The ratios that Python finds; undefined where there is none. */
function peer(files: readonly string[]): readonly number[] | undefined {
  if (python === undefined) return undefined;
  const each = Number(values['peer-seconds']);
  const task = { models: files, input: input.name, dims: input.dims, seconds: each, threads };
  const script = path.resolve('bench/benchmark/peer.py');
  const { status, stdout, stderr } = spawnSync(python, [script, JSON.stringify(task)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [first, ...rest] = JSON.parse(stdout) as readonly number[];
  return rest.map((time) => time / first!);
}

async function runs(name: string, models: readonly KnownModel[], count: number): Promise<Condition> {
  const done: Run[] = [];
  while (done.length < count) {
    const result = await run(models);
    done.push(result);
    const ours = result.ratios.map(({ low, median, high }) => figures([low, median, high], '–')).join('  ');
    const others = result.otherUse?.toFixed(2) ?? '?';
    console.log(`${name} ${done.length}/${count}: ${ours}  peer ${figures(result.peer ?? [], ' ')}  others ${others}`);
  }
  return { name, models, runs: done };
}

function figures(numbers: readonly number[], between: string): string {
  return numbers.map((each) => each.toFixed(3)).join(between);
}

const conditions = [
  await runs('The machine as it is', [copy, more], Number(values.runs)),
  await runs('The machine as it is', [twice], Number(values['twice-runs'])),
];
const load = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
try {
  conditions.push(await runs('One core loaded', [copy, more, twice], Number(values['loaded-runs'])));
} finally {
  load.kill('SIGKILL');
}
writeResults('benchmark', markdown(conditions, benchmark, machine()));
console.log('Written to bench/RESULTS.md.');

// How near the sum over the nodes of a profile comes to a run that nobody looks at, which another process measures: ours, beside the
// sum of what onnxruntime's profiler says, as its users add it up.
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from '../../src/engine/runtime/machine.ts';
import { realModels } from '../../test/fixtures/realModels.ts';
import { writeResults } from '../results.ts';
import type { Figures, Task } from './task.ts';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: realModels.map(({ name }) => name).join() },
    threads: { type: 'string', default: '1' },
  },
});
const folder = path.resolve('.cache/bench/profile/files');
const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));
const python = process.env['WHITTLE_PEER_PYTHON'];
const threads = Number(values.threads);

function measure(model: string, what: Task['what']): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (figures) => resolve(figures as Figures));
    child.once('exit', (code) => reject(new Error(`${model} ended with ${code ?? 'a signal'}`)));
    child.send({ model, what, threads, folder } satisfies Task);
  });
}

function measurePeer(model: string): { readonly sum: number; readonly latency: number } | undefined {
  if (python === undefined) return undefined;
  const { file, feeds } = realModels.find(({ name }) => name === model)!;
  const inputs = Object.fromEntries([...feeds()].map(([name, { type, dims }]) => [name, [type, dims]]));
  const argument = JSON.stringify({ model: file, threads, inputs });
  const { status, stdout } = spawnSync(python, ['bench/profile/peer.py', argument], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout.trim()) as { sum: number; latency: number }) : undefined;
}

const number = (value: number): string => value.toPrecision(3);
mkdirSync(folder, { recursive: true });
const rows: string[] = [];
for (const model of values.models.split(',')) {
  const before = await measure(model, 'latency');
  const profile = await measure(model, 'profile');
  const after = await measure(model, 'latency');
  const peer = measurePeer(model);
  const apart = (before.latency + after.latency) / 2;
  const cells = [
    ...[model, String(profile.nodes), number(profile.latency), number(apart), number(profile.sum)],
    ...[number(profile.sum / profile.latency), number(profile.sum / apart), number(profile.took / 1000)],
    ...(peer === undefined ? ['–', '–'] : [number(peer.sum), number(peer.sum / peer.latency)]),
  ];
  rows.push(`| ${cells.join(' | ')} |`);
  console.log(rows.at(-1));
}
rmSync(folder, { recursive: true, force: true });
const { processor } = machine();
writeResults(
  'profile',
  `## Profile

${processor}, ${threads} thread${threads === 1 ? '' : 's'}. Milliseconds of one run. *Apart* is measured by processes of their own before and after, *sum* is that over all nodes and the
overhead of the profile; the peer adds up what onnxruntime's profiler says of kernels, as it is, and divides by its own latency. Bodies of branches are in
its sum twice.

| model | nodes | latency | apart | sum | sum ÷ latency | sum ÷ apart | seconds taken | peer's sum | peer's sum ÷ latency |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);

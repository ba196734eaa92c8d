// What it costs to find out which layers suffer: the symptom beside plain inference and onnxruntime's qdq_loss_debug, the cause
// with kept activations beside runs from the beginning.
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from '../../src/engine/runtime/machine.ts';
import { cases } from '../quantize/cases.ts';
import { writeSamples } from '../quantize/sampleFolder.ts';
import { writeResults } from '../results.ts';
import { chainFigures } from './chain.ts';
import { markdown, type Row } from './markdown.ts';
import type { FiguresOf, Task } from './task.ts';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: cases.map(({ name }) => name).join() },
    samples: { type: 'string', default: '32' },
    'naive-layers': { type: 'string', default: '5' },
  },
});
const cache = path.resolve('.cache/bench/sensitivity');
const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));
const python = process.env['WHITTLE_PEER_PYTHON'];
const script = path.resolve('bench/sensitivity/peer.py');

function measure<Kind extends Task['kind']>(task: Task & { readonly kind: Kind }): Promise<FiguresOf[Kind]> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--enable-source-maps'],
    });
    child.once('message', (figures) => resolve(figures as FiguresOf[Kind]));
    child.once('exit', (code, signal) => reject(new Error(`${task.model} ended with ${signal ?? `code ${code}`}`)));
    child.send(task);
  });
}

/** Undefined where there is no Python, or its tool fails on the model. */
function measurePeer({ model, samples: { folder, states } }: Task): Row['peer'] {
  if (python === undefined) return undefined;
  const { status, stdout } = spawnSync(python, [script, JSON.stringify({ model, folder, states })], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? (JSON.parse(stdout.trim().split('\n').at(-1)!) as Row['peer']) : undefined;
}

const rows: Row[] = [];
for (const each of cases.filter(({ name }) => values.models.split(',').includes(name))) {
  const folder = path.join(cache, each.name);
  mkdirSync(folder, { recursive: true });
  const samples = await writeSamples(await each.data(Number(values.samples), 1), path.join(folder, 'samples'));
  const task = { model: path.resolve(each.file(folder)), samples, naiveLayers: Number(values['naive-layers']) };
  const symptom = await measure({ kind: 'symptom', ...task });
  const peer = measurePeer({ kind: 'symptom', ...task });
  const cause = await measure({ kind: 'cause', ...task });
  rows.push({ name: each.name, symptom, cause, peer });
  console.log(JSON.stringify(rows.at(-1)));
}
writeResults('sensitivity', markdown(rows, await chainFigures(), machine()));
console.log('Written to bench/RESULTS.md.');

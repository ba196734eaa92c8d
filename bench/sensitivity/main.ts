// What it costs to find out which layers suffer: the symptom beside plain inference and onnxruntime's qdq_loss_debug, the cause
// with kept activations beside runs from the beginning.
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    parts: { type: 'string', default: 'symptom,peer,cause' },
    samples: { type: 'string', default: '32' },
    'naive-layers': { type: 'string', default: '5' },
  },
});
const cache = path.resolve('.cache/bench/sensitivity');
const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));
const python = process.env['WHITTLE_PEER_PYTHON'];
const script = path.resolve('bench/sensitivity/peer.py');

/** Null where nothing of the model can be integer. */
function measure<Kind extends Task['kind']>(task: Task & { readonly kind: Kind }): Promise<FiguresOf[Kind] | null> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--enable-source-maps'],
    });
    child.once('message', (figures) => resolve(figures as FiguresOf[Kind] | null));
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

/** Those of other models are kept from the last time. */
const rowFile = path.join(cache, 'rows.json');
const rows = new Map<string, Row>(
  existsSync(rowFile) ? (JSON.parse(readFileSync(rowFile, 'utf8')) as Row[]).map((row) => [row.name, row]) : [],
);
for (const each of cases.filter(({ name }) => values.models.split(',').includes(name))) {
  const folder = path.join(cache, each.name);
  mkdirSync(folder, { recursive: true });
  const samples = await writeSamples(await each.data(Number(values.samples), 1), path.join(folder, 'samples'));
  const task = { model: path.resolve(each.file(folder)), samples, naiveLayers: Number(values['naive-layers']) };
  const parts = new Set(values.parts.split(','));
  const before = rows.get(each.name);
  const symptom = parts.has('symptom') ? await measure({ kind: 'symptom', ...task }) : before?.symptom;
  const cause = symptom && parts.has('cause') ? await measure({ kind: 'cause', ...task }) : before?.cause;
  if (!symptom || !cause) {
    console.log(`${each.name} is left out: nothing of it can be integer, or a part was never measured.`);
    continue;
  }
  const peer = parts.has('peer') ? measurePeer({ kind: 'symptom', ...task }) : before?.peer;
  const row: Row = { name: each.name, symptom, cause, peer };
  rows.set(each.name, row);
  writeFileSync(rowFile, JSON.stringify([...rows.values()]));
  console.log(JSON.stringify(row));
}
writeResults('sensitivity', markdown([...rows.values()], await chainFigures(), machine()));
console.log('Written to bench/RESULTS.md.');

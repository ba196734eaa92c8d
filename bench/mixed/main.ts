// What mixed precision wins back of what 8 bits lose, what it keeps on integers, what it takes to find out, and whether a model
// that was found is the same when it is made again.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from '../../src/engine/runtime/machine.ts';
import { format } from '../../src/protocol/messages/catalogue.ts';
import {
  formatBytes,
  formatMilliseconds,
  formatRatio,
  formatSeconds,
  formatShare,
} from '../../src/protocol/quantity.ts';
import { takenPoint } from '../../src/protocol/result/mixedTable.ts';
import { formatMetric } from '../../src/protocol/result/summary.ts';
import { writeResults } from '../results.ts';
import type { Figures, Task } from './task.ts';

const folder = path.resolve('.cache/bench/mixed');
const digits = { floor: 'top1=-0.5', calibration: 64, evaluation: 2000, steps: 12, folder };
const all: readonly Task[] = [
  { model: 'digits, range', ...digits },
  { model: 'digits, pair', ...digits },
  { model: 'pp-ocr-rec', floor: 'agreement=99', calibration: 32, evaluation: 64, steps: 16, folder },
];
const { values } = parseArgs({
  options: { models: { type: 'string', default: all.map(({ model }) => model).join(';') } },
});

function measure(task: Task): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('child.mjs', import.meta.url)), { serialization: 'advanced' });
    child.once('message', (figures) => {
      resolve(figures as Figures);
      child.disconnect();
    });
    child.once('exit', (code, signal) => reject(new Error(`${task.model} ended with ${signal ?? `code ${code}`}`)));
    child.send(task);
  });
}

function row({ model, floor }: Task, { front, seconds, again }: Figures): string {
  const { measure: measured, float, points, chosen } = front;
  const [first, taken] = [points[0], takenPoint(front)];
  if (first === undefined || taken === undefined) throw new Error('a search without a model');
  const value = (each: number): string => formatMetric(each, measured.unit);
  const share = (taken.value - first.value) / (float.value - first.value);
  const { speedup } = taken.latency;
  const isSame = again.value === taken.value && again.bytes === taken.bytes;
  const isAsFast = again.latency.speedup.low <= speedup.high && again.latency.speedup.high >= speedup.low;
  return [
    ...[model, `${floor}: ${chosen === undefined ? '**no**' : 'yes'}`, format(measured.name), value(float.value)],
    ...[value(first.value), value(taken.value), formatShare(share), formatShare(taken.integerMacs ?? Number.NaN)],
    ...[formatRatio(first.latency.speedup.median), formatRatio(speedup.median)],
    ...[formatMilliseconds(taken.latency.after.median), formatBytes(taken.bytes)],
    ...[
      String(points.length),
      formatSeconds(seconds),
      isSame ? 'yes' : '**no**',
      formatRatio(again.latency.speedup.median),
      isAsFast ? 'yes' : '**no**',
    ],
  ].join(' | ');
}

mkdirSync(folder, { recursive: true });
const rows: string[] = [];
for (const task of all.filter(({ model }) => values.models.split(';').includes(model))) {
  rows.push(`| ${row(task, await measure(task))} |`);
  console.log(rows.at(-1));
}
const headings = [
  ...['Model', 'Floor met', 'Measure', 'Float', 'All INT8', 'Mixed', 'Won back', 'MACs on integers'],
  ...[
    'INT8 × float',
    'Mixed × float',
    'Latency',
    'Size',
    'Models made',
    'Time',
    'Same again',
    'Again × float',
    'Within',
  ],
];
writeResults(
  'mixed',
  `## Mixed precision

\`npm run bench -- mixed\`, on ${machine().processor}, default threads. The digits classifier has a layer that cannot bear 8 bits (\`test/fixtures/fragileModels.ts\`). *Same again*: accuracy and
bytes of the model made again by plain static quantization are equal; *again*: how fast it is then, and whether
the 95 % intervals of both measurements meet. They are those of one process, and do not know what differs from one process to the next.

| ${headings.join(' | ')} |
| ${headings.map(() => '---').join(' | ')} |
${rows.join('\n')}`,
);

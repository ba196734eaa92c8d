// What a model of more than 2 GB costs: opening, saving a copy, loading it into the runtime, quantizing it.
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { machine } from '../../src/engine/runtime/machine.ts';
import { largeModel } from '../../test/fixtures/largeModel.ts';
import { writeResults } from '../results.ts';
import type { Figures, Task } from './task.ts';

const folder = path.resolve('.cache/bench/large');
const file = path.join(folder, 'large.onnx');
const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));

const tasks: readonly { readonly task: Task; readonly what: string }[] = [
  { task: 'open', what: 'Open' },
  { task: 'save', what: 'Open and save a copy' },
  { task: 'run', what: 'Open, load into the runtime, run once' },
  { task: 'quantize', what: 'Quantize (static, min-max, 4 samples) and save' },
];

function generate(): number | undefined {
  if (existsSync(file)) return undefined;
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  saveModel(largeModel(34), file);
  return (performance.now() - start) / 1000;
}

function measure(task: Task): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, [task, file, folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (figures) => resolve(figures as Figures));
    child.once('exit', (code, signal) => reject(new Error(`${task} ended with ${signal ?? `code ${code}`}`)));
  });
}

const generated = generate();
if (generated !== undefined) console.log(`generated in ${generated.toFixed(1)} s`);
const files = readdirSync(folder).filter((name) => name.startsWith('large.onnx'));
const bytes = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
const rows: string[] = [];
for (const { task, what } of tasks) {
  const { seconds, readBytes, extraPeakBytes } = await measure(task);
  const cells = [what, seconds.toFixed(3), (readBytes / 1e6).toFixed(2), (extraPeakBytes / 1e6).toFixed(1)];
  rows.push(`| ${cells.join(' | ')} |`);
  console.log(rows.at(-1));
}
const { processor, runtimeVersion, nodeVersion } = machine();
writeResults(
  'large',
  `
## A model of ${(bytes / 1e9).toFixed(2)} GB

34 layers of 4096² seeded weights in a data file beside the model. Measured on ${new Date().toISOString().slice(0, 10)} on ${processor}; onnxruntime-node
${runtimeVersion}, Node ${nodeVersion}. Every line is a process of its own; memory is what it needed at most, beyond what Node and the libraries take. Run
\`node bench/run.mjs large\` to measure again${process.argv.includes('--clean') ? '' : ', with `--clean` to remove the model afterwards'}.

| | Time (s) | Read (MB) | Memory (MB) |
| --- | --- | --- | --- |
${rows.join('\n')}
`,
);
if (process.argv.includes('--clean')) rmSync(folder, { recursive: true });

// A process that does one thing with the large model and sends its parent what it cost.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { quantizeStatic } from '../../src/engine/quantize/static.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { generatedDataset } from '../../test/fixtures/generatedDataset.ts';
import { Random } from '../../test/fixtures/random.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import type { Figures, Task } from './task.ts';

const width = 4096;
const samples = generatedDataset('4 vectors of noise', 4, (index) => ({
  feeds: new Map([['x', { type: 'float32', dims: [1, width], data: new Random(index).normals(width) }]]),
}));

const nothing = (): void => undefined;

async function perform(task: Task, file: string, folder: string): Promise<void> {
  const model = openModel(file);
  const output = path.join(folder, `${task}.onnx`);
  switch (task) {
    case 'open':
      break;
    case 'save':
      saveModel(model, output, { overwrite: true });
      break;
    case 'run':
      await withSession(model, {}, async (session) => {
        for await (const { feeds } of samples.samples({ end: 1 })) await session.run(feeds);
      });
      break;
    case 'quantize':
      await quantizeStatic(model, samples, quantizeStaticOptions.parse({}), {
        log: nothing,
        finding: nothing,
        progress: nothing,
        signal: new AbortController().signal,
        temporaryFolder: folder,
        threads: undefined,
        seed: 0,
      });
      saveModel(model, output, { overwrite: true });
  }
  model.close();
}

/** Bytes that this process has read so far. */
function bytesRead(): number {
  const found = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'));
  if (found === null) throw new Error('no rchar in /proc/self/io');
  return Number(found[1]);
}

async function measure(task: Task, file: string, folder: string): Promise<Figures> {
  const memory = process.memoryUsage.rss();
  const read = bytesRead();
  const start = performance.now();
  await perform(task, file, folder);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, readBytes: bytesRead() - read, extraPeakBytes: Math.max(0, peakMemory() - memory) };
}

const [task, file, folder] = process.argv.slice(2);
process.send?.(await measure(task as Task, file!, folder!));
rmSync(path.join(folder!, `${task}.onnx`), { force: true });
process.disconnect();

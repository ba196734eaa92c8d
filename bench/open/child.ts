// A process that does what the extension host does to read a model, and sends its parent what it cost.
import { FileBytes } from '../../src/engine/onnx/byteSource.ts';
import { ModelReader } from '../../src/jobs/modelReader.ts';
import { transferables } from '../../src/protocol/graph/transferables.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import { CountingBytes } from '../../test/fixtures/countingBytes.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import type { ReadFigures, ReadTask } from './task.ts';

async function read({ file, reader: program }: ReadTask): Promise<ReadFigures> {
  const start = performance.now();
  const reader = new ModelReader({ kind: 'file', path: file }, { program });
  const structure = await reader.request('structure', null);
  const milliseconds = performance.now() - start;
  const peak = peakMemory();
  reader[Symbol.dispose]();
  return {
    milliseconds,
    structureBytes: transferables(structure).reduce((sum, { byteLength }) => sum + byteLength, 0),
    nodes: structure.nodes.operator.length,
    bytesRead: bytesReadOf(file),
    peakMemory: peak,
  };
}

/** The same once more, with an eye on the file. */
function bytesReadOf(file: string): number {
  const source = new CountingBytes(new FileBytes(file));
  new OpenedModel(source, 2 ** 28).close();
  return source.bytesRead;
}

process.once('message', (task) => {
  void read(task as ReadTask).then((figures) => {
    process.send?.(figures);
    process.disconnect();
  });
});

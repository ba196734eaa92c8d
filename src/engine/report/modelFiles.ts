import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { ModelFile } from '../../protocol/result/modelFile.ts';
import { openModel } from '../onnx/open.ts';

/** Size and SHA-256 of a model and of its data files, with their paths relative to `base`. Files are read as streams. */
export async function describeModelFiles(file: string, base: string): Promise<ModelFile> {
  const model = openModel(file);
  model.close();
  const files = await Promise.all(
    model.sources.map(async (source) => ({
      path: relative(source.path ?? source.name, base),
      bytes: source.size,
      sha256: await sha256(source.path ?? source.name),
    })),
  );
  const [own, ...dataFiles] = files;
  if (own === undefined) throw new Error(`${file} has no source`);
  return { ...own, bytes: files.reduce((sum, each) => sum + each.bytes, 0), dataFiles };
}

/** A path as a report has it: from the folder of the report, so that both can move together, and with slashes. */
export function relative(file: string, base: string): string {
  return path.relative(base, path.resolve(file)).split(path.sep).join('/');
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

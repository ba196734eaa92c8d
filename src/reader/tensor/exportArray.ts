import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { requireApart, requireWritable } from '../../protocol/outputFile.ts';
import type { ArrayExport, ExportedArray } from '../../protocol/graph/tensor.ts';
import { partName } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import { npyDescription, npyHeader, npyTexts } from './npy.ts';
import { inPieces } from '../../engine/onnx/elements/pieces.ts';
import type { StoredElements } from '../../engine/onnx/elements/storedElements.ts';

/**
 * Writes the elements of a tensor as a NumPy array, a piece after the other: into a hidden file first, which then takes
 * the name. A file that is given up or fails leaves nothing behind.
 * @param sources files of the model, none of which is ever written to
 * @throws UserError where the file is there already and may not be overwritten, or cannot be written
 */
export async function exportArray(
  elements: StoredElements,
  { file, overwrite }: Omit<ArrayExport, 'tensor'>,
  sources: readonly string[],
  signal?: AbortSignal,
): Promise<ExportedArray> {
  requireWritable(file, overwrite);
  requireApart(file, sources);
  const part = path.join(path.dirname(path.resolve(file)), partName(path.basename(file)));
  try {
    const written = await writePart(elements, part, signal);
    await rename(part, file);
    return { file, ...written };
  } catch (cause) {
    if (cause instanceof UserError || signal?.aborted === true) throw cause;
    throw userError('onnx.write-failed', { file, reason: reasonOf(cause) }, { cause });
  } finally {
    await rm(part, { force: true });
  }
}

async function writePart(
  elements: StoredElements,
  part: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number; readonly descr: string }> {
  const handle = await open(part, 'wx');
  let bytes = 0;
  const write = async (data: Uint8Array): Promise<void> => {
    await writeAll(handle, data);
    bytes += data.byteLength;
  };
  try {
    let descr: string;
    if (elements.kind === 'texts') {
      const texts = npyTexts(elements.texts);
      descr = npyDescription('string', texts.characters);
      await write(npyHeader(descr, elements.dims));
      await write(texts.bytes);
    } else {
      descr = npyDescription(elements.type);
      await write(npyHeader(descr, elements.dims));
      // NumPy has half precision: those need not be widened.
      const asStored = elements.type === 'float16' ? ({ ...elements, type: 'uint16' } as const) : elements;
      for await (const { numbers } of inPieces(asStored, signal)) {
        await write(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
      }
    }
    await handle.sync();
    return { bytes, descr };
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.byteLength;) at += (await handle.write(data, at, data.byteLength - at)).bytesWritten;
}

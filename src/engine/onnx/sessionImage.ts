import { realpathSync } from 'node:fs';
import path from 'node:path';
import { encodeModel } from './encode.ts';
import type { Model } from './model.ts';
import { isMemoryImage, type Payload, readPayload } from './payload.ts';
import type { Placement } from './splice.ts';

/** A model as onnxruntime takes it: bytes of its structure, and the folder of the files in which its weights lie. */
export interface SessionImage {
  readonly bytes: Uint8Array;
  readonly folder: string | undefined;
}

/** Below this a payload is simply copied into the image. */
const copyLimit = 16 * 1024;

/**
 * An edited model for a session, without copying the weights that were not edited: those stay in the file they lie in,
 * and the image names their offsets there. Tensors in attributes are copied, as the runtime demands.
 */
export function sessionImage(model: Model): SessionImage {
  const [{ path: file } = {}] = model.sources;
  // Links are resolved: onnxruntime takes weights only from files that really lie in the folder.
  const folder = file === undefined ? undefined : path.dirname(realpathSync(file));
  const { size, pieces } = encodeModel(model, (payload) => referencePlacement(payload, folder));
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    const part = piece instanceof Uint8Array ? piece : readPayload({ encoding: 'raw', pieces: [piece] });
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { bytes, folder };
}

function referencePlacement(payload: Payload, folder: string | undefined): Placement {
  const [piece] = payload.pieces;
  if (folder === undefined || piece === undefined || piece instanceof Uint8Array || payload.pieces.length > 1) {
    return { kind: 'inline' };
  }
  if (piece.length < copyLimit || !isMemoryImage(payload) || piece.source.path === undefined) return { kind: 'inline' };
  const location = path.relative(folder, realpathSync(piece.source.path));
  if (location.startsWith('..') || path.isAbsolute(location)) return { kind: 'inline' };
  return { kind: 'external', location, offset: piece.offset, length: piece.length };
}

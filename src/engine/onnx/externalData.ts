import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { userError } from '../../protocol/userError.ts';
import { type ByteSource, FileBytes } from './byteSource.ts';
import type { onnx } from './generated/onnx.js';
import type { Payload } from './payload.ts';

/** Where a tensor says that its bytes lie: a file beside the model, and the part of it. */
interface ExternalReference {
  readonly location: string;
  readonly offset: number;
  readonly length: number | undefined;
}

/**
 * Opens the data files beside a model. As onnxruntime demands, a location must stay inside the model's folder, links
 * resolved; where the model itself is a link, inside the folder of the file it leads to (caches link both to their store).
 */
export class ExternalFiles {
  private readonly folder: string | undefined;
  private readonly path: string | undefined;
  private readonly file: string;
  private readonly opened = new Map<string, ByteSource>();

  constructor(model: ByteSource) {
    this.file = model.name;
    this.path = model.path;
    this.folder = model.path === undefined ? undefined : path.dirname(path.resolve(model.path));
  }

  get sources(): readonly ByteSource[] {
    return [...this.opened.values()];
  }

  /**
   * Where the bytes of an external tensor lie.
   * @throws UserError when the file is missing, too short, or outside the model's folder
   */
  payload(tensor: onnx.TensorProto, expectedLength: number): Payload {
    const { location, offset, length } = this.reference(tensor);
    const source = this.open(tensor.name, location);
    const size = length ?? expectedLength;
    const valid = Number.isSafeInteger(offset) && offset >= 0 && Number.isSafeInteger(size) && size >= 0;
    if (!valid || offset + size > source.size) {
      throw userError('onnx.external-short', { file: this.file, location, tensor: tensor.name });
    }
    return { encoding: 'raw', pieces: [{ source, offset, length: size }] };
  }

  private reference(tensor: onnx.TensorProto): ExternalReference {
    const entries = new Map(tensor.externalData.map((entry) => [entry.key, entry.value]));
    const length = entries.get('length');
    return {
      location: entries.get('location') ?? '',
      offset: Number(entries.get('offset') ?? 0),
      length: length === undefined ? undefined : Number(length),
    };
  }

  private open(tensor: string, location: string): ByteSource {
    const known = this.opened.get(location);
    if (known !== undefined) return known;
    const resolved = this.resolve(tensor, location);
    const source = new FileBytes(resolved);
    this.opened.set(location, source);
    return source;
  }

  /** The model's folder and the folder of the file that the model leads to, links resolved. */
  private realFolders(): readonly string[] {
    if (this.folder === undefined || this.path === undefined) return [];
    return [realpathSync(this.folder), path.dirname(realpathSync(this.path))];
  }

  private resolve(tensor: string, location: string): string {
    const outside = (): Error => userError('onnx.external-outside', { tensor, file: this.file, location });
    if (this.folder === undefined) throw userError('onnx.external-missing', { tensor, file: this.file, location });
    if (location === '' || path.isAbsolute(location) || path.win32.isAbsolute(location)) throw outside();
    const target = path.resolve(this.folder, location);
    if (!isInside(this.folder, target)) throw outside();
    if (statSync(target, { throwIfNoEntry: false })?.isFile() !== true) {
      throw userError('onnx.external-missing', { tensor, file: this.file, location });
    }
    const real = realpathSync(target);
    if (!this.realFolders().some((folder) => isInside(folder, real))) throw outside();
    return target;
  }
}

function isInside(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  const leaves = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return relative !== '' && !leaves;
}

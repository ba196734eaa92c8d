import protobuf from 'protobufjs/minimal.js';
import { message } from '../../protocol/messages/catalogue.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import type { ByteSource } from './byteSource.ts';
import { depthLimit, type MessageName, nestedMessage, payloadIndexField } from './layout.ts';
import { type PayloadEncoding, payloadFields, PayloadTable, type Piece } from './payload.ts';
import { StructureCost } from './structureCost.ts';
import { type Tag, WireReader } from './wireReader.ts';

/** Payloads up to this many bytes stay in the structure: scalars, shapes and axes are wanted at once. */
const inlineLimit = 1024;

/** A model file without its weights: the bytes of its structure, and where each payload lies. */
export interface Skimmed {
  readonly structure: Uint8Array;
  readonly payloads: PayloadTable;
}

/**
 * Walks over a model file and leaves out the payloads of its tensors, which stay where they are. Time, memory and bytes
 * read grow with the nodes, not with the weights. Everything else, unknown fields too, is kept as it is.
 * @throws UserError `onnx.malformed` with the byte at which the file stops making sense, `onnx.other-format` where it never did,
 *   `onnx.structure-too-large` for structure that would not fit into memory
 */
export function skim(source: ByteSource, structureLimit?: number): Skimmed {
  if (source.size === 0) throw userError('onnx.empty', { file: source.name });
  if (isPointer(source)) throw userError('onnx.lfs-pointer', { file: source.name });
  const skimmer = new Skimmer(source, structureLimit);
  try {
    return { structure: skimmer.run(), payloads: skimmer.payloads };
  } catch (cause) {
    const isMalformed = cause instanceof UserError && cause.detail.code === 'onnx.malformed';
    if (!isMalformed || beginsAsModel(source)) throw cause;
    throw userError('onnx.other-format', { file: source.name }, { cause });
  }
}

/** Fields of the whole model that are numbers; the others are texts and messages. */
const numericFields: ReadonlySet<number> = new Set([1, 5]);
const lengthFields: ReadonlySet<number> = new Set([2, 3, 4, 6, 7, 8, 14, 20, 25, 26]);

/** Whether the first bytes are those of a model: archives, pictures and texts begin otherwise. */
function beginsAsModel(source: ByteSource): boolean {
  try {
    const { field, wireType } = new WireReader(source).tag(source.size);
    return wireType === 0 ? numericFields.has(field) : wireType === 2 && lengthFields.has(field);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** What Git leaves in the place of a large file that was not downloaded (Git LFS specification). */
const pointer = 'version https://git-lfs';

function isPointer(source: ByteSource): boolean {
  if (source.size < pointer.length || source.size > 1024) return false;
  return new TextDecoder('latin1').decode(source.read(0, pointer.length)) === pointer;
}

interface FoundPayload {
  readonly encoding: PayloadEncoding;
  readonly pieces: Piece[];
}

class Skimmer {
  readonly payloads = new PayloadTable();
  private readonly source: ByteSource;
  private readonly reader: WireReader;
  private readonly writer = new protobuf.Writer();
  private readonly cost: StructureCost;

  constructor(source: ByteSource, structureLimit: number | undefined) {
    this.source = source;
    this.reader = new WireReader(source);
    this.cost = new StructureCost(source.name, structureLimit);
  }

  run(): Uint8Array {
    this.message('model', this.source.size, 0);
    return this.writer.finish();
  }

  private message(name: MessageName, end: number, depth: number): void {
    if (depth > depthLimit) throw userError('onnx.too-deep', { file: this.source.name, limit: depthLimit });
    if (name === 'tensor') return this.tensor(end);
    while (this.reader.position < end) {
      const tag = this.reader.tag(end);
      const child = tag.wireType === 2 ? nestedMessage(name, tag.field) : undefined;
      if (child === undefined) this.copyField(name, tag, end);
      else this.child(child, tag.raw, end, depth);
    }
  }

  private child(name: MessageName, rawTag: number, end: number, depth: number): void {
    const length = this.reader.length(end);
    if (name === 'node' && length === 0) this.reader.fail(message('onnx.bytes-empty-node', {}));
    this.cost.message();
    this.writer.uint32(rawTag).fork();
    this.message(name, this.reader.position + length, depth + 1);
    this.writer.ldelim();
  }

  private tensor(end: number): void {
    let found: FoundPayload | undefined;
    let inlined = false;
    while (this.reader.position < end) {
      const tag = this.reader.tag(end);
      const encoding = tag.wireType === 2 ? payloadFields.get(tag.field) : undefined;
      if (encoding === undefined) {
        if (tag.field === payloadIndexField) this.reader.fail(message('onnx.bytes-reserved-field', {}));
        if (payloadFields.has(tag.field)) {
          // Older writers give each element a field of its own.
          if (found !== undefined) this.reader.fail(message('onnx.bytes-two-payloads', {}));
          inlined = true;
        }
        this.copyField('tensor', tag, end);
        continue;
      }
      const length = this.reader.length(end);
      if (length <= inlineLimit && found === undefined) {
        this.cost.field('tensor', tag.field, length);
        this.writer.uint32(tag.raw).bytes(this.reader.bytes(length));
        inlined ||= length > 0;
        continue;
      }
      if (length === 0) continue;
      if (inlined || (found !== undefined && found.encoding !== encoding))
        this.reader.fail(message('onnx.bytes-two-payloads', {}));
      found ??= { encoding, pieces: [] };
      if (encoding === 'raw') found.pieces.length = 0;
      found.pieces.push({ source: this.source, offset: this.reader.position, length });
      this.reader.skip(length);
    }
    if (found !== undefined) this.writer.uint32(payloadIndexField * 8).uint32(this.payloads.add(found));
  }

  private copyField(parent: MessageName, { field, raw, wireType }: Tag, end: number): void {
    this.writer.uint32(raw);
    const start = this.reader.position;
    this.copyValue(wireType, end);
    this.cost.field(parent, field, this.reader.position - start);
  }

  private copyValue(wireType: number, end: number): void {
    switch (wireType) {
      case 0:
        this.writer.raw(this.reader.rawVarint(end));
        return;
      case 1:
        this.writer.raw(this.reader.checkedBytes(8, end));
        return;
      case 2:
        this.writer.bytes(this.reader.bytes(this.reader.length(end)));
        return;
      case 5:
        this.writer.raw(this.reader.checkedBytes(4, end));
        return;
      default:
        this.reader.fail(message('onnx.bytes-wire-type', { wireType }));
    }
  }
}

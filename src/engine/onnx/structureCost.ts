import { userError } from '../../protocol/userError.ts';
import type { MessageName } from './layout.ts';

/** Bytes that a message and a field take in memory once they are decoded; measured, rounded up. */
const messageCost = 512;
const fieldCost = 96;
/** The same for each byte of a field that holds messages of a few bytes each, such as type and shape of a tensor. */
const describing = 48;

const costPerByte: Readonly<Record<MessageName, Readonly<Record<number, number>>>> = {
  model: { 8: describing, 14: describing },
  graph: { 11: describing, 12: describing, 13: describing, 14: describing, 16: describing },
  node: { 9: describing },
  // Packed integers: an object for each, which may be one byte.
  attribute: { 8: 112, 14: describing, 15: describing },
  tensor: { 13: describing, 16: describing },
  sparseTensor: {},
  function: { 9: describing, 12: describing, 14: describing },
  training: { 3: describing, 4: describing },
};

/** Half of what a process may have by default. Networks of a hundred thousand nodes take a fifth of it. */
export const defaultStructureLimit = 2 ** 31;

/**
 * Adds up what the structure of a file will take in memory while it is read. Without it a few megabytes of tiny messages
 * would end the process.
 */
export class StructureCost {
  private readonly file: string;
  private readonly limit: number;
  private total = 0;

  /** @param limit bytes that the structure may take */
  constructor(file: string, limit = defaultStructureLimit) {
    this.file = file;
    this.limit = limit;
  }

  message(): void {
    this.add(messageCost);
  }

  field(parent: MessageName, field: number, length: number): void {
    this.add(fieldCost + length * (costPerByte[parent][field] ?? 2));
  }

  private add(bytes: number): void {
    this.total += bytes;
    if (this.total <= this.limit) return;
    throw userError('onnx.structure-too-large', { file: this.file, gigabytes: this.limit / 2 ** 30 });
  }
}

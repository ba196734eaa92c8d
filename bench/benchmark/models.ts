import path from 'node:path';
import { ints } from '../../src/engine/onnx/attributes.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';

const [channels, size] = [32, 28];

/** What all models take: one image. */
export const input = { name: 'x', dims: [1, channels, size, size] } as const;

/** A body of so many equal blocks of a 3 × 3 convolution and a Relu. */
function writeBody(blocks: number, file: string): string {
  const net = new ModelBuilder({ seed: 3 });
  let tensor = net.input(input.name, input.dims);
  for (let block = 0; block < blocks; block++) {
    const weights = [net.weight([channels, channels, 3, 3]), net.bias(channels)];
    const sum = net.node('Conv', [tensor, ...weights], { pads: ints([1, 1, 1, 1]) });
    tensor = net.node('Relu', [sum]);
  }
  saveModel(net.output(tensor).build(), file);
  return file;
}

/** A model whose ratio to the original is known, because all blocks are equal. */
export interface KnownModel {
  readonly name: string;
  readonly truth: number;
  readonly file: string;
}

export function writeModels(folder: string) {
  const at = (name: string): string => path.join(folder, name);
  return {
    original: writeBody(20, at('twenty.onnx')),
    copy: { name: 'a copy', truth: 1, file: writeBody(20, at('copy.onnx')) },
    more: { name: '21 blocks beside 20', truth: 1.05, file: writeBody(21, at('twenty-one.onnx')) },
    twice: { name: 'the body twice', truth: 2, file: writeBody(40, at('forty.onnx')) },
  } as const;
}

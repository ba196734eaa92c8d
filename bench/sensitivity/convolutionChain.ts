import { ints } from '../../src/engine/onnx/attributes.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { generatedDataset } from '../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';
import { Random } from '../../test/fixtures/random.ts';

const channels = 32;
const size = 28;
const samples = 16;

/** Convolutions one after the other, each with its Relu, and samples for them. */
export function convolutionChain(length: number): { readonly model: Model; readonly dataset: Dataset } {
  const net = new ModelBuilder({ file: 'chain.onnx' });
  let x = net.input('x', ['N', channels, size, size]);
  const attributes = { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) };
  for (let layer = 0; layer < length; layer++) {
    const inputs = [x, net.weight([channels, channels, 3, 3]), net.bias(channels)];
    x = net.node('Relu', [net.node('Conv', inputs, attributes)]);
  }
  const dataset = generatedDataset('normal values', samples, (index) => {
    const data = new Random(index + 1).normals(channels * size * size);
    return { feeds: new Map([['x', { type: 'float32', dims: [1, channels, size, size], data }]]) };
  });
  return { model: net.output(x).build(), dataset };
}

import { describe, expect, it } from 'vitest';
import { int } from '../../../onnx/attributes.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

type Scheme = 'per tensor' | 'per channel' | 'unsigned' | 'four bits';

/** An integer weight that becomes real before it is used: outputs along axis 0. */
function dequantized(net: SmallNet, scheme: Scheme, dims: readonly number[]): string {
  const [outputs = 1] = dims;
  const count = dims.reduce((product, size) => product * size, 1);
  const random = () => net.random.integer(200) - 100;
  if (scheme === 'four bits') {
    const packed = Uint8Array.from({ length: count / 2 }, () => net.random.integer(256));
    const points = Uint8Array.from({ length: outputs / 2 }, () => net.random.integer(256));
    const inputs = [net.constant('uint4', dims, packed), net.uniform([outputs], 0.01, 0.02)];
    return net.node('DequantizeLinear', [...inputs, net.constant('uint4', [outputs], points)], { axis: int(0) });
  }
  if (scheme === 'unsigned') {
    const integers = net.constant(
      'uint8',
      dims,
      Uint8Array.from({ length: count }, () => 128 + random()),
    );
    return net.node('DequantizeLinear', [integers, net.scalar(0.01), net.constant('uint8', [], Uint8Array.of(131))]);
  }
  const integers = net.constant('int8', dims, Int8Array.from({ length: count }, random));
  if (scheme === 'per tensor') return net.node('DequantizeLinear', [integers, net.scalar(0.01)]);
  const points = net.constant('int8', [outputs], new Int8Array(outputs));
  return net.node('DequantizeLinear', [integers, net.uniform([outputs], 0.01, 0.02), points], { axis: int(0) });
}

describe('weights as integers', () => {
  it.each<Scheme>(['per tensor', 'per channel', 'unsigned', 'four bits'])(
    'are cut with their scales: %s',
    async (scheme) => {
      const { groups } = await expectExactRemoval(() => {
        const net = new SmallNet({ opset: 21 });
        const x = net.input('x', ['N', 4, 3, 3]);
        const bias = net.constant(
          'int32',
          [8],
          Int32Array.from({ length: 8 }, (_, index) => 100 * index),
        );
        const shift = net.node('DequantizeLinear', [bias, net.uniform([8], 1e-4, 2e-4)], { axis: int(0) });
        const first = net.node('Conv', [x, dequantized(net, scheme, [8, 4, 1, 1]), shift], {}, { name: 'first' });
        const second = net.node(
          'Conv',
          [net.relu(first), dequantized(net, scheme, [4, 8, 1, 1])],
          {},
          { name: 'second' },
        );
        return net.endPicture(net.relu(second), 4);
      });
      expect(groups).toEqual(['first: 8', 'second: 4']);
    },
  );

  it('keep channels along which scales are those of blocks', async () => {
    const { groups, frozen } = await expectExactRemoval(() => {
      const net = new SmallNet({ opset: 21 });
      const x = net.relu(net.linear('first', net.input('x', ['N', 6]), 6, 8));
      const integers = net.constant(
        'int8',
        [8, 4],
        Int8Array.from({ length: 32 }, (_, index) => index - 16),
      );
      const scales = net.uniform([2, 4], 0.01, 0.02);
      const attributes = { axis: int(0), block_size: int(4) };
      const weight = net.node('DequantizeLinear', [integers, scales], attributes);
      return net.end(net.relu(net.node('MatMul', [x, weight], {}, { name: 'blocked' })), 4);
    });
    expect(groups).toEqual(['blocked: 4']);
    expect(frozen).toMatchObject({ first: 'pruneGroups.across' });
  });
});

it('quantized activations go with their scales', async () => {
  const { groups } = await expectExactRemoval(() => {
    const net = new SmallNet({ opset: 21 });
    const x = net.conv('first', net.input('x', ['N', 3, 3, 3]), 3, 8);
    const each = [net.uniform([8], 0.01, 0.02), net.constant('uint8', [8], new Uint8Array(8).fill(120))];
    const integers = net.node('QuantizeLinear', [x, ...each], { axis: int(1) });
    return net.endPicture(net.node('DequantizeLinear', [integers, ...each], { axis: int(1) }), 8);
  });
  expect(groups).toEqual(['first: 8']);
});

it('products of integers are left alone, and say so', async () => {
  const { groups, frozen } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.linear('first', net.input('x', [4, 6]), 6, 8);
    const [integers, scale, point] = net.nodeWith(3, 'DynamicQuantizeLinear', [x]);
    const weight = net.constant(
      'int8',
      [8, 4],
      Int8Array.from({ length: 32 }, (_, index) => index - 16),
    );
    const product = net.node('MatMulInteger', [integers!, weight, point!], {}, { name: 'integer' });
    return net.end(net.node('Mul', [net.node('Cast', [product], { to: int(1) }), scale!]), 4);
  });
  expect(groups).toEqual([]);
  expect(frozen).toEqual({
    first: 'pruneGroups.quantized',
    integer: 'pruneGroups.quantized',
    last: 'pruneGroups.output',
  });
});

import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { operatorChanges } from '../../../../test/fixtures/operatorChanges.ts';
import { expectSameUpgraded, operators, type UpgradeCheck } from '../../../../test/fixtures/upgraded.ts';
import { type AttributeValue, float, int, ints, text } from '../attributes.ts';
import { onnx } from '../generated/onnx.js';
import { latestOpset } from './registry.ts';

// Operators whose description changed, but for which the runtime shows that their meaning did not: the upgraded node is the
// old one, and gives the same at every version.

type Attributes = Readonly<Record<string, AttributeValue>>;

/** The versions at which the operator was described anew, and the last. */
function check(operator: string, opset: number): UpgradeCheck {
  const versions = Object.keys(operatorChanges[operator] ?? {}).map(Number);
  return { targets: [...versions.filter((version) => version > opset), latestOpset], tolerance: 1e-6 };
}

/** One node from an image to an image. */
async function expectKept(operator: string, opset: number, attributes: Attributes): Promise<void> {
  const net = new ModelBuilder({ opset });
  const model = net.output(net.node(operator, [net.input('x', [2, 3, 9, 8])], attributes)).build();
  expect(operators((await expectSameUpgraded(model, check(operator, opset))).graph)).toEqual([operator]);
}

/** A model of one node with several inputs. */
async function expectSame(
  operator: string,
  opset: number,
  build: (net: ModelBuilder) => { readonly inputs: readonly string[]; readonly attributes?: Attributes },
): Promise<void> {
  const net = new ModelBuilder({ opset });
  const { inputs, attributes } = build(net);
  net.model.graph.addOutput(untyped(net.node(operator, inputs, attributes)));
  expect(operators((await expectSameUpgraded(net.build(), check(operator, opset))).graph).at(-1)).toBe(operator);
}

/** An output whose type the runtime works out. */
function untyped(name: string): onnx.ValueInfoProto {
  return onnx.ValueInfoProto.create({ name });
}

const windows: readonly (readonly [string, Attributes])[] = [
  ['pads', { kernel_shape: ints([3, 2]), strides: ints([2, 2]), pads: ints([1, 0, 1, 1]) }],
  ['SAME_UPPER', { kernel_shape: ints([3, 3]), strides: ints([2, 3]), auto_pad: text('SAME_UPPER') }],
  ['SAME_LOWER', { kernel_shape: ints([3, 3]), strides: ints([2, 3]), auto_pad: text('SAME_LOWER') }],
  ['VALID', { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: text('VALID') }],
];

describe.each(windows)('windows with %s', (_, attributes) => {
  const counted = { ...attributes, count_include_pad: int(1) };
  const roundedUp = { ...attributes, ceil_mode: int(1) };
  it.each([7, 8, 10, 11])('MaxPool from %i', (opset) => expectKept('MaxPool', opset, attributes));
  it.each([10, 11])('MaxPool, rounded up, from %i', (opset) => expectKept('MaxPool', opset, roundedUp));
  it.each([7, 10, 11])('AveragePool from %i', (opset) => expectKept('AveragePool', opset, attributes));
  it.each([7, 11])('AveragePool, pads counted, from %i', (opset) => expectKept('AveragePool', opset, counted));
  it.each([10, 11])('AveragePool, rounded up, from %i', (opset) => expectKept('AveragePool', opset, roundedUp));
  it.each([10, 11])('AveragePool, rounded up, pads counted, from %i', (opset) =>
    expectKept('AveragePool', opset, { ...counted, ceil_mode: int(1) }),
  );
  it.each([7, 11])('LpPool from %i', (opset) => expectKept('LpPool', opset, { ...attributes, p: int(3) }));
});

describe.each(['SAME_UPPER', 'SAME_LOWER', 'VALID', 'NOTSET'])('ConvTranspose with %s', (padding) => {
  const attributes = { strides: ints([2, 3]), auto_pad: text(padding) };
  it.each<readonly [string, Attributes]>([
    ['size that follows', attributes],
    ['size given', { ...attributes, output_shape: ints([11, 14]) }],
  ])('%s', (_, all) =>
    expectSame('ConvTranspose', 7, (net) => ({
      inputs: [net.input('x', [1, 2, 5, 4]), net.weight([2, 3, 3, 4])],
      attributes: all,
    })),
  );
});

describe('indices', () => {
  it('OneHot counts negative ones from the end', () =>
    expectSame('OneHot', 9, (net) => ({
      inputs: [net.ints([-1, 0, 2, 3, -4]), net.constant('int64', [], BigInt64Array.of(3n)), net.input('values', [2])],
    })));
  it('Gather counts negative ones from the end', () =>
    expectSame('Gather', 7, (net) => ({ inputs: [net.input('x', [3, 4]), net.ints([-1, 0])] })));
  it('NonMaxSuppression keeps boxes at the threshold', () =>
    expectSame('NonMaxSuppression', 10, (net) => ({
      inputs: [
        net.constant('float32', [1, 3, 4], Float32Array.of(0, 0, 1, 1, 0, 0.5, 1, 1.5, 0, 10, 1, 11)),
        net.input('scores', [1, 1, 3]),
        net.ints([3]),
        net.constant('float32', [1], Float32Array.of(1 / 3)),
      ],
    })));
  it('MaxUnpool to a given size', () =>
    expectSame('MaxUnpool', 9, (net) => ({
      inputs: [
        net.input('x', [1, 1, 2, 2]),
        net.constant('int64', [1, 1, 2, 2], BigInt64Array.of(5n, 7n, 13n, 15n)),
        net.ints([1, 1, 5, 5]),
      ],
      attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
    })));
  it.each(['ArgMax', 'ArgMin'])('%s takes the first of equals', (operator) =>
    expectSame(operator, 7, (net) => ({ inputs: [net.input('ones', [3, 20], 'int32')], attributes: { axis: int(1) } })),
  );
});

describe('further operators', () => {
  it.each<readonly [string, number, Attributes]>([
    ['Flatten', 7, { axis: int(0) }],
    ['Flatten', 9, { axis: int(2) }],
    ['LRN', 7, { size: int(3) }],
    ['DepthToSpace', 7, { blocksize: int(1) }],
    ['SpaceToDepth', 7, { blocksize: int(1) }],
    ['MeanVarianceNormalization', 9, {}],
    ['LeakyRelu', 7, { alpha: float(0.2) }],
    ['Erf', 9, {}],
    ['Ceil', 7, {}],
    ['Sign', 9, {}],
    ['ThresholdedRelu', 7, { alpha: float(0.2) }],
    ['Elu', 7, {}],
    ['Concat', 7, { axis: int(1) }],
    ['Transpose', 7, { perm: ints([0, 2, 3, 1]) }],
    ['GlobalAveragePool', 7, {}],
  ])('%s from %i', expectKept);
  it.each(['Max', 'Min', 'Mean', 'Sum', 'Add', 'Sub', 'Mul', 'Div', 'Pow', 'PRelu', 'Greater', 'Less', 'Equal'])(
    '%s of two',
    (operator) =>
      expectSame(operator, operator === 'Equal' ? 11 : 7, (net) => ({
        inputs: [net.input('x', [2, 3, 4]), net.uniform([2, 3, 4], 0.5, 3)],
      })),
  );
  it.each(['Max', 'Min', 'Mean', 'Sum'])('%s of different shapes', (operator) =>
    expectSame(operator, 8, (net) => ({ inputs: [net.input('x', [2, 3, 4]), net.uniform([4], 0.5, 3)] })),
  );
  it.each([7, 9, 11])('Gemm from %i', (opset) =>
    expectSame('Gemm', opset, (net) => ({
      inputs: [net.input('x', [4, 3]), net.matrix(4, 5), net.bias(5)],
      attributes: { transA: int(1), alpha: float(0.5), beta: float(2) },
    })),
  );
  it.each([
    ['RNN', 1],
    ['GRU', 3],
    ['LSTM', 4],
  ] as const)('%s', (operator, gates) =>
    expectSame(operator, 7, (net) => ({
      inputs: [net.input('x', [3, 2, 5]), net.weight([1, 4 * gates, 5]), net.weight([1, 4 * gates, 4])],
      attributes: { hidden_size: int(4) },
    })),
  );
  it.each(['SAME_UPPER', 'SAME_LOWER', 'VALID'])('Conv with %s', (padding) =>
    expectSame('Conv', 7, (net) => ({
      inputs: [net.input('x', [1, 2, 7, 6]), net.weight([3, 2, 4, 3])],
      attributes: { strides: ints([2, 3]), auto_pad: text(padding) },
    })),
  );
  it.each([7, 11])('Pads reflect, negative widths cut, from %i', (opset) =>
    expectSame('Pad', opset, (net) => ({
      inputs: opset < 11 ? [net.input('x', [3, 5])] : [net.input('x', [3, 5]), net.ints([1, -1, 2, 3])],
      attributes: { mode: text('reflect'), ...(opset < 11 && { pads: ints([1, -1, 2, 3]) }) },
    })),
  );
  it('Compress', () =>
    expectSame('Compress', 9, (net) => ({
      inputs: [net.input('x', [3, 4]), net.constant('bool', [3], Uint8Array.of(0, 1, 1))],
      attributes: { axis: int(0) },
    })));
  it.each(['none', 'sum', 'mean'])('NegativeLogLikelihoodLoss, %s', (reduction) =>
    expectSame('NegativeLogLikelihoodLoss', 12, (net) => ({
      inputs: [net.input('x', [3, 5]), net.ints([1, 0, 4]), net.uniform([5], 0.5, 1)],
      attributes: { reduction: text(reduction), ignore_index: int(0) },
    })),
  );
  it('Reshape copies sizes that are 0', () =>
    expectSame('Reshape', 7, (net) => ({ inputs: [net.input('x', [2, 3, 4]), net.ints([0, -1])] })));
  it('Shape gives all dimensions', () => expectSame('Shape', 7, (net) => ({ inputs: [net.input('x', [2, 3, 4])] })));
  it('Mod of floats', () =>
    expectSame('Mod', 10, (net) => ({
      inputs: [net.input('x', [2, 3]), net.uniform([3], 0.5, 2)],
      attributes: { fmod: int(1) },
    })));
  it('QuantizeLinear with a scale in a vector of one', () =>
    expectSame('QuantizeLinear', 10, (net) => ({
      inputs: [
        net.input('x', [2, 3]),
        net.constant('float32', [1], Float32Array.of(0.1)),
        net.constant('int8', [1], Int8Array.of(3)),
      ],
    })));
  it('Cast to integers', () =>
    expectSame('Cast', 7, (net) => ({
      inputs: [net.node('Mul', [net.input('x', [9]), net.scalar(300)])],
      attributes: { to: int(7) },
    })));
});

import { describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../../../test/fixtures/computes.ts';
import { ModelBuilder, valueInfo } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { type AttributeValue, float, floats, int, ints, makeNode } from '../../attributes.ts';
import { elementTypeCode, type ElementType } from '../../elementType.ts';
import { onnx } from '../../generated/onnx.js';
import type { Model } from '../../model.ts';
import { storeReals } from '../../reals.ts';
import type { DenseTensor, TensorData } from '../../tensor.ts';
import { normalise } from '../normalise.ts';

function constantOf(model: Model, tensor: string): DenseTensor {
  const value = model.constant(model.graph, tensor);
  if (value === undefined) throw new Error(`${tensor} is not constant`);
  return value;
}

/** A model in which one node makes a tensor `w` of a constant, which is then added to the input. */
function chain(
  opType: string,
  { type = 'float32', dims, data }: { type?: ElementType; dims: readonly number[]; data: TensorData },
  {
    inputs = [],
    attributes = {},
    opset = 13,
  }: { inputs?: readonly (readonly number[])[]; attributes?: Record<string, AttributeValue>; opset?: number },
  to: ElementType = type,
): Model {
  const net = new ModelBuilder({ opset });
  const source = net.constant(type, dims, data);
  net.node(opType, [source, ...inputs.map((values) => net.ints(values))], attributes, { output: 'w' });
  return net.output(net.node('Add', [net.input('x', [1], to), 'w'], {}, { output: 'y' }), undefined, to).build();
}

const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, index) => index - 5.5);

describe('Constant nodes', () => {
  const values: Readonly<Record<string, AttributeValue>> = {
    value_float: float(1.5),
    value_floats: floats([1, 2, 3]),
    value_int: int(7),
    value_ints: ints([4, 5]),
  };
  for (const [name, value] of Object.entries(values)) {
    it(`with ${name} become initializers`, async () => {
      const net = new ModelBuilder();
      net.model.graph.add(makeNode('Constant', [], ['c'], { attributes: { [name]: value } }));
      const type = name.includes('float') ? 'float32' : 'int64';
      const model = net
        .output(net.node('Add', [net.input('x', [1], type), 'c'], {}, { output: 'y' }), undefined, type)
        .build();
      const before = constantOf(model, 'c');
      expect((await normalisedAlike(model)).operators).toEqual(['Add']);
      expect(model.graph.initializer('c')?.name).toBe('c');
      expect(constantOf(model, 'c')).toEqual(before);
    });
  }

  it('that are sparse become sparse initializers', async () => {
    const net = new ModelBuilder();
    const { model } = net;
    const sparse = onnx.SparseTensorProto.create({
      values: model.tensor('', 'float32', [2], Float32Array.of(3, 4)),
      indices: model.tensor('', 'int64', [2], BigInt64Array.of(1n, 5n)),
      dims: model.tensor('', 'float32', [2, 3], new Float32Array(6)).dims,
    });
    const attribute = onnx.AttributeProto.create({
      name: 'sparse_value',
      type: onnx.AttributeProto.AttributeType.SPARSE_TENSOR,
      sparseTensor: sparse,
    });
    model.graph.add(makeNode('Constant', [], ['c'], { attributes: { sparse_value: () => attribute } }));
    net.output(net.node('Add', [net.input('x', [3]), 'c'], {}, { output: 'y' })).build();
    expect((await normalisedAlike(model)).operators).toEqual(['Add']);
    expect(model.graph.sparseInitializer('c')).toBe(sparse);
    expect(constantOf(model, 'c').data).toEqual(Float32Array.of(0, 3, 0, 0, 0, 4));
  });

  it('keep their payload where it lies', () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const weight = net.weight([64, 64]);
    const model = net.output(net.node('MatMul', [net.input('x', [1, 64]), weight])).build();
    const { payload } = [...model.graph.nodes][0]!.attribute[0]!.t!;
    normalise(model);
    expect(payload).toBeGreaterThan(0);
    expect(model.graph.initializer(weight)?.payload).toBe(payload);
  });

  it('stay where they are an output', async () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const c = net.bias(3);
    net.output(c, [3]).output(net.node('Add', [net.input('x', [3]), c]));
    expect((await normalisedAlike(net.build())).operators).toEqual(['Constant', 'Add']);
  });
});

describe('a constant', () => {
  const shapes: readonly (readonly [string, readonly number[], Parameters<typeof chain>[2], readonly number[]])[] = [
    ['Reshape', [4, 3], { inputs: [[2, -1]] }, [2, 6]],
    ['Reshape', [4, 3], { inputs: [[0, 3, 1]] }, [4, 3, 1]],
    ['Flatten', [2, 3, 2], { attributes: { axis: int(2) } }, [6, 2]],
    ['Flatten', [2, 3, 2], { attributes: { axis: int(-1) } }, [6, 2]],
    ['Flatten', [2, 3, 2], { attributes: { axis: int(0) } }, [1, 12]],
    ['Squeeze', [1, 12, 1], {}, [12]],
    ['Squeeze', [1, 12, 1], { inputs: [[-1]] }, [1, 12]],
    ['Squeeze', [1, 12, 1], { attributes: { axes: ints([0]) }, opset: 11 }, [12, 1]],
    ['Unsqueeze', [12], { inputs: [[0, -1]] }, [1, 12, 1]],
    ['Unsqueeze', [12], { attributes: { axes: ints([1]) }, opset: 9 }, [12, 1]],
    ['Identity', [12], {}, [12]],
  ];
  for (const [opType, dims, options, expected] of shapes) {
    it(`that goes through ${opType} to [${expected.join('×')}] is stored so`, async () => {
      const model = chain(opType, { dims, data: numbers(12) }, options);
      expect((await normalisedAlike(model)).operators).toEqual(['Add']);
      const tensor = [...model.graph.inOrder()][0]!.input[1]!;
      expect(constantOf(model, tensor)).toEqual({ type: 'float32', dims: expected, data: numbers(12) });
    });
  }

  it('that is reshaped is not read', () => {
    const net = new ModelBuilder();
    const weight = net.weight([64, 64]);
    const { payload } = net.model.graph.initializer(weight)!;
    net.node('Reshape', [weight, net.ints([32, 128])], {}, { output: 'w' });
    const model = net.output(net.node('MatMul', [net.input('x', [1, 32]), 'w'])).build();
    normalise(model);
    expect(model.graph.initializer('w')?.payload).toBe(payload);
    expect(model.graph.initializer(weight)).toBeUndefined();
  });

  for (const perm of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 2, 3], [0, 2, 3, 1], undefined]) {
    for (const [type, data] of [
      ['float32', numbers(120)],
      ['float64', Float64Array.from(numbers(120))],
      ['int64', BigInt64Array.from({ length: 120 }, (_, index) => BigInt(index))],
    ] as const) {
      it(`of ${type} transposed by [${perm?.join(', ') ?? ''}] is stored so`, async () => {
        const attributes = perm && { perm: ints(perm) };
        const model = chain('Transpose', { type, dims: [2, 3, 4, 5], data }, { ...(attributes && { attributes }) });
        expect((await normalisedAlike(model)).operators).toEqual(['Add']);
      });
    }
  }

  const casts: readonly (readonly [ElementType, TensorData, ElementType])[] = [
    ['float16', storeReals('float16', numbers(4)), 'float32'],
    ['bfloat16', storeReals('bfloat16', numbers(4)), 'float32'],
    ['float64', Float64Array.of(0.1, 1e-300, -3, 7), 'float32'],
    ['float32', Float32Array.of(0.1, 1e-8, 65519, -2049), 'float16'],
    ['int8', Int8Array.of(-128, 127, 0, 1), 'float32'],
    ['uint8', Uint8Array.of(255, 127, 0, 1), 'float32'],
    ['int64', BigInt64Array.of(-3n, 2n ** 40n, 0n, 1n), 'float32'],
    ['bool', Uint8Array.of(1, 0, 0, 1), 'float32'],
    ['int64', BigInt64Array.of(-3n, 2n ** 31n - 1n, 0n, 1n), 'int32'],
    ['int32', Int32Array.of(-3, 2, 0, 1), 'int64'],
  ];
  for (const [from, data, to] of casts) {
    it(`of ${from} cast to ${to} is stored so, as the runtime casts`, async () => {
      const attributes = { to: int(elementTypeCode(to)) };
      const computed = chain('Cast', { type: from, dims: [4], data }, { attributes }, to);
      computed.graph.addOutput(valueInfo('w', [4], to));
      const expected = await outputsOf(computed, seededFeeds(computed));
      const model = chain('Cast', { type: from, dims: [4], data }, { attributes }, to);
      expect(normalise(model).steps.map(({ rewrite }) => rewrite)).toEqual(['cast-constant']);
      expect(constantOf(model, 'w')).toEqual(expected.get('w'));
    });
  }

  it('of int64 that does not fit into int32 stays', async () => {
    const data = BigInt64Array.of(2n ** 31n);
    const model = chain(
      'Cast',
      { type: 'int64', dims: [1], data },
      { attributes: { to: int(elementTypeCode('int32')) } },
      'int32',
    );
    expect((await normalisedAlike(model)).operators).toEqual(['Cast', 'Add']);
  });

  it('that is large and needed in its old form too stays', async () => {
    const net = new ModelBuilder();
    const weight = net.weight([200, 200]);
    const turned = net.node('Transpose', [weight]);
    const x = net.input('x', [1, 200]);
    net.output(net.node('MatMul', [net.node('MatMul', [x, weight]), turned]));
    const { operators } = await normalisedAlike(net.build());
    expect([...operators].sort()).toEqual(['MatMul', 'MatMul', 'Transpose']);
  });
});

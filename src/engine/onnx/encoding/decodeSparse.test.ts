import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { mutations } from '../../../../test/fixtures/mutations.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { userErrorOf } from '../../../../test/fixtures/userErrorOf.ts';
import { UserError } from '../../../protocol/userError.ts';
import { int, setAttribute } from '../attributes.ts';
import { MemoryBytes } from '../byteSource.ts';
import { elementTypeCode } from '../elementType.ts';
import { onnx } from '../generated/onnx.js';
import type { Model } from '../model.ts';
import { openModel } from '../open.ts';
import { saveModel } from '../save.ts';
import type { TensorData } from '../tensor.ts';
import { decodeSparse, withoutBitmaps } from './decodeSparse.ts';
import { encodeSparse } from './encodeSparse.ts';
import { UnpackedBytes } from './unpackedBytes.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'whittle-decoding-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = Float32Array.from({ length: 1501 }, (_, index) => (index % 5 === 0 ? index + 1 : 0));

function packed(storage: 'bitmap' | 'sparse' = 'bitmap'): Model {
  const net = new ModelBuilder({ file: 'packed.onnx' });
  const w = net.constant('float32', [19, 79], data, 'w');
  const model = net.output(net.node('MatMul', [net.input('x', [1, 19]), w], {}, { output: 'y' })).build();
  expect(encodeSparse(model, storage).weights).toMatchObject([{ form: storage }]);
  return model;
}

/** Puts other contents in the place of a part of the packed weight. */
function damaged(
  part: string,
  type: 'uint8' | 'float32' | 'int64',
  dims: readonly number[],
  values: TensorData,
): Model {
  const model = packed();
  model.graph.addInitializer(model.tensor(`w/${part}`, type, dims, values));
  return model;
}

function bitmapOf(model: Model): Uint8Array {
  return model.constant(model.graph, 'w/bitmap')!.data as Uint8Array;
}

describe('decodeSparse', () => {
  it('leaves nothing behind of what encoding made', () => {
    for (const storage of ['bitmap', 'sparse'] as const) {
      const model = packed(storage);
      expect(decodeSparse(model)).toBe(true);
      expect([...model.graph.nodes].map(({ opType }) => opType)).toEqual(['MatMul']);
      expect([...model.graph.initializers].map(({ name }) => name)).toEqual(['w']);
      expect([[...model.graph.sparseInitializers], [...model.graph.innerInfos]]).toEqual([[], []]);
      expect(model.constant(model.graph, 'w')).toEqual({ type: 'float32', dims: [19, 79], data });
      expect(decodeSparse(model)).toBe(false);
    }
  });

  it('makes sparse values of Constant nodes dense', () => {
    const net = new ModelBuilder();
    const name = net.node('Constant', []);
    const model = net.output(net.node('Add', [net.input('x', [1]), name])).build();
    const node = model.graph.producer(name)!;
    setAttribute(node, 'sparse_value', (called) =>
      onnx.AttributeProto.create({
        name: called,
        type: onnx.AttributeProto.AttributeType.SPARSE_TENSOR,
        sparseTensor: onnx.SparseTensorProto.create({
          values: model.tensor('', 'float32', [1], Float32Array.of(7)),
          indices: model.tensor('', 'int64', [1], BigInt64Array.of(2n)),
          dims: model.tensor('', 'float32', [4], new Float32Array(4)).dims,
        }),
      }),
    );
    expect(decodeSparse(model)).toBe(true);
    expect(model.constant(model.graph, name)?.data).toEqual(Float32Array.of(0, 0, 7, 0));
  });

  it('copies only where something is encoded', () => {
    const model = packed();
    const copy = withoutBitmaps(model);
    expect([copy.graph.nodeCount, model.graph.nodeCount]).toEqual([1, 10]);
    expect(withoutBitmaps(copy)).toBe(copy);
  });

  it('leaves other nodes of that kind alone: read by others, or with other constants', () => {
    const changes: readonly ((model: Model) => void)[] = [
      (model) => model.graph.addOutput(onnx.ValueInfoProto.create({ name: 'w/CumSum' })),
      (model) => setAttribute(producing(model, 'CumSum'), 'reverse', int(1)),
      (model) => setAttribute(producing(model, 'Cast'), 'to', int(elementTypeCode('int64'))),
      (model) => setAttribute(producing(model, 'Gather'), 'axis', int(-1)),
      (model) => model.graph.addInitializer(model.tensor('whittle/last', 'uint8', [1], Uint8Array.of(6))),
      (model) => model.graph.add(new onnx.NodeProto({ opType: 'Neg', input: ['w/Mul'], output: ['n'] })),
    ];
    for (const change of changes) {
      const model = packed();
      change(model);
      const nodes = model.graph.nodeCount;
      expect(decodeSparse(model)).toBe(false);
      expect(model.graph.nodeCount).toBe(nodes);
    }
  });

  it('refuses parts that do not fit each other, by the name of the weight', () => {
    const whole = bitmapOf(packed());
    const flipped = whole.slice();
    flipped[3]! ^= 1;
    const padded = whole.slice();
    padded[0]! &= 0xfe;
    padded[187]! |= 0x80;
    const count = 1 + data.filter((value) => value !== 0).length;
    const broken = [
      damaged('bitmap', 'uint8', [188, 1], flipped),
      damaged('bitmap', 'uint8', [188, 1], padded),
      damaged('bitmap', 'uint8', [188], whole),
      damaged('bitmap', 'uint8', [187, 1], whole.subarray(0, 187)),
      damaged('values', 'float32', [count - 1], new Float32Array(count - 1)),
      damaged('values', 'float32', [count, 1], new Float32Array(count)),
      damaged('values', 'int64', [count], new BigInt64Array(count)),
      damaged('shape', 'int64', [2], BigInt64Array.of(19n, 78n)),
      damaged('shape', 'int64', [2], BigInt64Array.of(-19n, -79n)),
      damaged('shape', 'int64', [2], BigInt64Array.of(2n ** 62n, 2n)),
      damaged('shape', 'float32', [2], Float32Array.of(19, 79)),
      damaged('count', 'int64', [1], BigInt64Array.of(1504n)),
    ];
    for (const model of broken) {
      expect(userErrorOf(() => decodeSparse(model))).toEqual({
        code: 'pruneWeights.bad-encoding',
        args: { file: 'packed.onnx', tensor: 'w' },
      });
    }
  });

  it('ends in a UserError, or in a weight of the right size, whatever a file says', () => {
    const file = path.join(folder, 'packed.onnx');
    saveModel(packed(), file);
    const bytes = new Uint8Array(readFileSync(file));
    const random = new Random(4);
    const outcomes = { refused: 0, read: 0 };
    for (let round = 0; round < 400; round++) {
      const mutate = random.pick(Object.values(mutations));
      try {
        const model = openModel(new MemoryBytes('mutated.onnx', mutate(bytes, random)));
        decodeSparse(model);
        for (const { name } of model.graph.initializers) model.constant(model.graph, name);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        outcomes.refused++;
      }
    }
    expect(Math.min(outcomes.refused, outcomes.read)).toBeGreaterThan(20);
  });
});

describe('UnpackedBytes', () => {
  it('gives any part of the weight', () => {
    const model = packed();
    decodeSparse(model);
    const payload = model.payload(model.graph.initializer('w')!);
    const [piece] = payload!.pieces;
    if (piece === undefined || piece instanceof Uint8Array) throw new Error('it was unpacked at once');
    expect(piece.source).toBeInstanceOf(UnpackedBytes);
    const bytes = new Uint8Array(data.buffer);
    const random = new Random(2);
    for (let round = 0; round < 200; round++) {
      const offset = random.integer(bytes.length);
      const length = random.integer(bytes.length - offset + 1);
      expect(Buffer.compare(piece.source.read(offset, length), bytes.subarray(offset, offset + length))).toBe(0);
    }
  });
});

function producing(model: Model, opType: string): onnx.NodeProto {
  return [...model.graph.nodes].find((node) => node.opType === opType)!;
}

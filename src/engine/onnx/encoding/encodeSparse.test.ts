import '../../../../test/propertySeed.ts';
import fc from 'fast-check';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestError, outputsOf, seededFeeds } from '../../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { QdqBuilder } from '../../../../test/fixtures/qdqBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { sparseStorage, type SparseStorage } from '../../../protocol/options/pruneWeights.ts';
import { storedWeights } from '../../profile/storedWeights.ts';
import { withSession } from '../../runtime/session.ts';
import { declaredTypes } from '../../runtime/tensorTypes.ts';
import { int } from '../attributes.ts';
import { elementTypeCode, type ElementType } from '../elementType.ts';
import type { Model } from '../model.ts';
import { openModel } from '../open.ts';
import { saveModel } from '../save.ts';
import { bytesOf, elementCount, type TensorData } from '../tensor.ts';
import { decodeSparse } from './decodeSparse.ts';
import { encodeSparse, sizeOf } from './encodeSparse.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'whittle-encoding-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type NumericData = Exclude<TensorData, readonly string[]>;
const sizes = { float32: 4, float16: 2, bfloat16: 2, float64: 8, int8: 1, uint8: 1 } as const;
type Packable = keyof typeof sizes;

/** Elements of any bits but those of NaN, so many of them 0. */
function seededBits(type: Packable, count: number, density: number, seed: number): NumericData {
  const random = new Random(seed);
  const draws = random.uniforms(count, 0, 1);
  const size = sizes[type];
  const bytes = new Uint8Array(count * size);
  for (let index = 0; index < count; index++) {
    if (draws[index]! >= density) continue;
    for (let byte = 0; byte < size; byte++) bytes[index * size + byte] = random.integer(byte === size - 1 ? 0x3c : 256);
  }
  const { buffer } = bytes;
  if (type === 'float32') return new Float32Array(buffer);
  if (type === 'float64') return new Float64Array(buffer);
  if (type === 'int8') return new Int8Array(buffer);
  return type === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
}

/** y = x + w, with w cast to float32. */
function modelOf(type: ElementType, dims: readonly number[], data: NumericData, options = {}): Model {
  const net = new ModelBuilder(options);
  const w = net.constant(type, dims, data, 'w');
  const real = type === 'float32' ? w : net.node('Cast', [w], { to: int(elementTypeCode('float32')) });
  return net.output(net.node('Add', [net.input('x', [1]), real], {}, { output: 'y' })).build();
}

function weightBytes(model: Model, name = 'w'): Uint8Array {
  return Uint8Array.from(bytesOf(model.constant(model.graph, name)!.data as NumericData));
}

describe('weights stored without their zeros', () => {
  it('come back to the bit, from memory and from a file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Packable>('float32', 'float16', 'bfloat16', 'float64', 'int8', 'uint8'),
        fc.array(fc.integer({ min: 1, max: 26 }), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<SparseStorage>('auto', 'sparse', 'bitmap'),
        fc.constantFrom('initializers', 'constant-nodes'),
        fc.nat(),
        (type, dims, density, storage, weights, seed) => {
          const data = seededBits(type, elementCount(dims), density, seed);
          const expected = Uint8Array.from(bytesOf(data));
          const model = modelOf(type, dims, data, { weights });
          const { bytes } = encodeSparse(model, storage);
          expect(bytes.after).toBeLessThanOrEqual(bytes.before);
          const file = path.join(folder, 'round.onnx');
          saveModel(model, file, { overwrite: true });
          expect(statSync(file).size).toBe(bytes.after);
          const opened = openModel(file);
          for (const each of [model, opened]) {
            decodeSparse(each);
            expect(each.header(each.stored(each.graph, 'w') as never)).toEqual({ type, dims });
            expect(weightBytes(each)).toEqual(expected);
          }
          opened.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ['float32', [37, 41]],
    ['float16', [16, 64]],
    ['float64', [1003]],
    ['int8', [129, 31]],
    ['uint8', [8, 8, 32]],
  ] as const)('compute the same in the runtime: %s %j', async (type, dims) => {
    const data = seededBits(type, elementCount(dims), 0.04, 3);
    const feeds = seededFeeds(modelOf(type, dims, data));
    const expected = await outputsOf(modelOf(type, dims, data), feeds);
    for (const storage of sparseStorage.options) {
      const model = modelOf(type, dims, data);
      const { weights } = encodeSparse(model, storage);
      expect(weights.length).toBe(storage === 'dense' ? 0 : 1);
      if (storage === 'sparse' || storage === 'bitmap') expect(weights[0]?.form).toBe(storage);
      expect(largestError(await outputsOf(model, feeds), expected)).toBe(0);
      const folded = await withSession(model, { threads: 1 }, (session) => session.run(feeds));
      expect(largestError(folded, expected)).toBe(0);
    }
  });

  it('take the form that is smallest, and stay dense where they are small or full', () => {
    const form = (density: number, count = 40_000): string => {
      const { weights } = encodeSparse(modelOf('float32', [count], seededBits('float32', count, density, 5)), 'auto');
      return weights[0]?.form ?? 'dense';
    };
    expect([form(0.9), form(0.5), form(0.1), form(0.01), form(0)]).toEqual([
      'bitmap',
      'bitmap',
      'bitmap',
      'sparse',
      'sparse',
    ]);
    expect([form(1), form(0.1, 200)]).toEqual(['dense', 'dense']);
  });

  it('take what is most often there as the background: the zero point of integers', () => {
    const data = Uint8Array.from(bytesOf(seededBits('uint8', 8000, 0.2, 7)), (value) => value ^ 0x80);
    const model = modelOf('uint8', [8000], data);
    expect(encodeSparse(model, 'auto').weights).toMatchObject([{ form: 'bitmap', bytes: { before: 8000 } }]);
    decodeSparse(model);
    expect(weightBytes(model)).toEqual(Uint8Array.from(data));
  });

  it('never take more than was said before', () => {
    for (const storage of ['sparse', 'bitmap'] as const) {
      for (const count of [2000, 2001, 60_000]) {
        const model = modelOf('float32', [count], seededBits('float32', count, 0.1, 1));
        const { weights, bytes } = encodeSparse(model, storage);
        const [{ bytes: of } = { bytes: { before: 0, after: 0 } }] = weights;
        const saved = bytes.before - bytes.after;
        expect(of.before - of.after).toBeLessThanOrEqual(saved);
        expect(of.before - of.after).toBeGreaterThan(saved - 500);
      }
    }
  });

  it('raise models to the operators they need, and leave what callers know', () => {
    const data = seededBits('float32', 4000, 0.2, 1);
    const old = modelOf('float32', [4000], data, { opset: 8, weights: 'inputs', irVersion: 3 });
    expect(encodeSparse(old, 'auto').weights).toMatchObject([{ form: 'bitmap' }]);
    expect([old.opset(), old.graph.inputs.length]).toEqual([11, 1]);
    const known = modelOf('float32', [4000], data, { weights: 'inputs' });
    expect(encodeSparse(known, 'auto').weights).toEqual([]);
    const net = new ModelBuilder();
    const given = net.output(net.constant('float32', [4000], data)).build();
    expect(encodeSparse(given, 'auto').weights).toEqual([]);
  });

  it('only change the form of the weights that are named, and count as what they stand for', async () => {
    const net = new ModelBuilder();
    const weights = [1, 2].map((seed) =>
      net.constant('float32', [64, 64], seededBits('float32', 4096, 0.2, seed), `w${seed}`),
    );
    const x = net.input('x', [1, 64]);
    const model = net.output(net.node('MatMul', [net.node('MatMul', [x, weights[0]!]), weights[1]!])).build();
    const expected = await storedWeights(model);
    const types = [...declaredTypes(model)].filter(([name]) => weights.includes(name));
    expect(encodeSparse(model, 'bitmap', ['w2']).weights.map(({ tensor }) => tensor)).toEqual(['w2']);
    expect(encodeSparse(model, 'sparse').weights.map(({ tensor }) => tensor)).toEqual(['w1']);
    expect(await storedWeights(model)).toEqual(expected);
    expect([...declaredTypes(model)].filter(([name]) => weights.includes(name))).toEqual(expect.arrayContaining(types));
    const size = sizeOf(model);
    expect(encodeSparse(model, 'auto')).toEqual({ weights: [], bytes: { before: size, after: size } });
  });

  it('are the same kernels as dense ones: float and integer', async () => {
    for (const model of [convolutions(), quantized()]) {
      const expected = await kernelsOf(model.clone());
      expect(expected.filter((kernel) => /QLinearMatMul|nchwc:Conv|FusedConv/.test(kernel)).length).toBe(2);
      for (const storage of ['sparse', 'bitmap'] as const) {
        const encoded = model.clone();
        expect(encodeSparse(encoded, storage).weights.length).toBe(2);
        expect(await kernelsOf(encoded)).toEqual(expected);
      }
    }
  });
});

/** Conv, Relu, Conv with their shapes: kernels that rearrange their weights when they are loaded. */
function convolutions(): Model {
  const net = new ModelBuilder();
  const weight = (dims: readonly number[], seed: number): string =>
    net.constant('float32', dims, seededBits('float32', elementCount(dims), 0.1, seed));
  const first = net.node('Relu', [
    net.node('Conv', [net.input('x', [1, 16, 8, 8]), weight([32, 16, 3, 3], 1), net.bias(32)]),
  ]);
  const second = net.node('Add', [net.node('Conv', [first, weight([32, 32, 1, 1], 2)]), first]);
  return net.output(net.node('Relu', [second])).build();
}

/** Two MatMuls with quantized weights of which most are the zero point. */
function quantized(): Model {
  const net = new QdqBuilder();
  const matrix = (seed: number): string => {
    const integers = net.constant('int8', [64, 64], seededBits('int8', 4096, 0.1, seed));
    return net.node('DequantizeLinear', [integers, net.scalar(0.02), net.constant('int8', [], Int8Array.of(0))]);
  };
  const x = net.pair(net.input('x', [1, 64]));
  const hidden = net.pair(net.node('MatMul', [x, matrix(1)]));
  return net.output(net.pair(net.node('MatMul', [hidden, matrix(2)]))).build();
}

/** The operators that the runtime is left with. */
async function kernelsOf(model: Model): Promise<readonly string[]> {
  const optimizedModelFile = path.join(folder, 'optimized.onnx');
  await withSession(model, { threads: 1, optimizedModelFile }, () => Promise.resolve());
  const optimized = openModel(optimizedModelFile, { structureOnly: true });
  const kernels = [...optimized.graph.nodes].map(({ domain, opType }) => `${domain}:${opType}`);
  optimized.close();
  return kernels.sort();
}

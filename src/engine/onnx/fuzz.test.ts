import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { mutations } from '../../../test/fixtures/mutations.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { VirtualFile } from '../../../test/fixtures/virtualFile.ts';
import { field, initializer, modelBytes, tensorField, varintField, varints } from '../../../test/fixtures/wire.ts';
import { wireModelWithUnknownFields } from '../../../test/fixtures/wireModel.ts';
import { UserError } from '../../protocol/userError.ts';
import { float, graphValue, int, ints, makeNode } from './attributes.ts';
import { MemoryBytes } from './byteSource.ts';
import { type ElementType, elementTypeCode } from './elementType.ts';
import { encodeModel } from './encode.ts';
import { onnx } from './generated/onnx.js';
import { normalise } from './normalise/normalise.ts';
import { openModel, storedTensors } from './open.ts';
import { saveModel } from './save.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(net: ModelBuilder): Uint8Array {
  const file = new VirtualFile(net.build());
  return file.read(0, file.size);
}

/** Convolutions with batch normalisation, constants in nodes, Gemm with factors: what normalising rewrites. */
function layers(): Uint8Array {
  const net = new ModelBuilder({ opset: 9, weights: 'constant-nodes' });
  const conv = net.node('Conv', [net.input('x', [1, 3, 8, 8]), net.weight([4, 3, 3, 3])], { pads: ints([1, 1, 1, 1]) });
  const normalised = net.node('BatchNormalization', [conv, ...[1, 2, 3, 4].map(() => net.uniform([4], 0.5, 2))]);
  const scaled = net.node('Div', [net.node('Mul', [normalised, net.uniform([1], 1, 2)]), net.scalar(6)]);
  const transposed = net.node('ConvTranspose', [scaled, net.weight([4, 2, 2, 2])], { group: int(1) });
  const flat = net.node('Reshape', [net.node('Identity', [transposed]), net.ints([1, -1])]);
  const weight = net.node('Unsqueeze', [net.node('Squeeze', [net.weight([1, 162, 4])], { axes: ints([0]) })], {
    axes: ints([0]),
  });
  const turned = net.node('Transpose', [net.node('Reshape', [weight, net.ints([162, 4])])], { perm: ints([1, 0]) });
  const cast = net.node('Cast', [turned], { to: int(elementTypeCode('float32')) });
  const gemm = net.node('Gemm', [flat, cast, net.uniform([1, 4], 0, 1)], {
    transB: int(1),
    alpha: float(0.5),
    beta: float(2),
  });
  return fileOf(net.output(net.node('Dropout', [gemm])));
}

/** If in If, captured tensors, weights in branches. */
function branches(): Uint8Array {
  const net = new ModelBuilder();
  const { model } = net;
  const x = net.node('Relu', [net.input('x', [300])], {}, { output: 'outer' });
  const branch = (name: string, node: onnx.NodeProto): onnx.GraphProto =>
    onnx.GraphProto.create({
      name,
      node: [node],
      initializer: [model.tensor(`${name}_w`, 'float32', [300], new Float32Array(300))],
      output: [onnx.ValueInfoProto.create({ name: node.output[0]! })],
    });
  const choice = (output: string, first: onnx.GraphProto, second: onnx.GraphProto): onnx.NodeProto =>
    makeNode('If', ['condition'], [output], {
      attributes: { then_branch: graphValue(first), else_branch: graphValue(second) },
    });
  net.input('condition', [], 'bool');
  const inner = choice(
    'p',
    branch('a', makeNode('Add', [x, 'a_w'], ['q'])),
    branch('b', makeNode('Mul', [x, 'b_w'], ['r'])),
  );
  model.graph.add(choice('y', branch('c', inner), branch('d', makeNode('Neg', [x], ['s']))));
  return fileOf(net.output('y'));
}

/** A tensor of each type, in raw data and in its typed field. */
function tensors(): Uint8Array {
  const types: readonly ElementType[] = ['int32', 'int8', 'float16', 'bool', 'int4', 'uint2', 'float8e5m2', 'bfloat16'];
  const numbers = varints(Array.from({ length: 700 }, (_, index) => index % 256));
  return modelBytes(
    ...types.map((type) => initializer(`typed ${type}`, elementTypeCode(type), [700], field(5, numbers))),
    ...types.map((type) => initializer(`raw ${type}`, elementTypeCode(type), [700], field(9, new Uint8Array(1400)))),
    initializer('int64', elementTypeCode('int64'), [700], field(7, numbers)),
    initializer('uint64', elementTypeCode('uint64'), [2, 350], field(11, numbers)),
    initializer('double', elementTypeCode('float64'), [200], field(10, new Uint8Array(1600))),
    initializer('text', elementTypeCode('string'), [3], field(6, 'a'), field(6, 'b'), field(6, 'c')),
    field(
      15,
      tensorField(1, 'sparse', elementTypeCode('float32'), [2], field(9, new Uint8Array(8))),
      tensorField(2, '', elementTypeCode('int64'), [2], field(7, varints([1, 2]))),
      varintField(3, 10),
    ),
  );
}

const files: Readonly<Record<string, Uint8Array>> = {
  'every message of the format': wireModelWithUnknownFields().bytes,
  layers: layers(),
  branches: branches(),
  tensors: tensors(),
};

/** Everything that is done with a file that opens. */
function useUp(bytes: Uint8Array, save: boolean): void {
  const model = openModel(new MemoryBytes('fuzzed.onnx', bytes));
  const attempts: (() => unknown)[] = [...storedTensors(model.proto)].map((tensor) => () => model.read(tensor));
  for (const graph of model.graphs()) {
    attempts.push(() => graph.inOrder());
    for (const node of graph.nodes) {
      for (const input of node.input)
        attempts.push(() => [model.constantHeader(graph, input), model.constant(graph, input)]);
    }
  }
  attempts.push(
    () => encodeModel(model, () => ({ kind: 'inline' })),
    () => encodeModel(model.clone(), () => ({ kind: 'external', location: 'w', offset: 0, length: 1 })),
    () => normalise(model),
  );
  if (save)
    attempts.push(() => saveModel(model, path.join(folder, 'saved.onnx'), { overwrite: true, externalData: 'always' }));
  for (const attempt of attempts) orUserError(attempt);
}

/** Whether it was refused; anything but a UserError is passed on. */
function orUserError(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

/** What happened to one damaged file, when it is not what should. */
interface Failure {
  readonly how: string;
  readonly seed: number;
  readonly problem: string;
}

function attack(name: string, how: string, seed: number): Failure | { readonly refused: boolean } {
  const bytes = mutations[how]!(files[name]!, new Random(seed));
  const started = performance.now();
  try {
    const refused = orUserError(() => useUp(bytes, seed % 50 === 0));
    const time = performance.now() - started;
    return time > 2000 ? { how, seed, problem: `took ${time} ms` } : { refused };
  } catch (error) {
    return { how, seed, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

describe('damaged files', () => {
  for (const name of Object.keys(files)) {
    it(`made from "${name}" end in a UserError or in a model, in little time and memory`, () => {
      expect(orUserError(() => useUp(files[name]!, true))).toBe(false);
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      const failures: Failure[] = [];
      let refused = 0;
      let peak = before;
      for (const how of Object.keys(mutations)) {
        for (let seed = 0; seed < 200; seed++) {
          const outcome = attack(name, how, seed);
          if ('problem' in outcome) failures.push(outcome);
          else if (outcome.refused) refused++;
          peak = Math.max(peak, process.memoryUsage().rss);
        }
      }
      expect(failures).toEqual([]);
      expect(refused).toBeGreaterThan(400);
      expect(peak - before).toBeLessThan(200 * 2 ** 20);
    });

    it(`cut off from "${name}" at any byte end in a UserError or in a model`, () => {
      const whole = files[name]!;
      const step = Math.max(1, Math.floor(whole.length / 1500));
      for (let length = 0; length < whole.length; length += step) {
        orUserError(() => openModel(new MemoryBytes('cut.onnx', whole.subarray(0, length))));
      }
    });
  }
});

describe('files of a great many tiny parts', () => {
  const many = (part: Uint8Array): Uint8Array => Buffer.concat(new Array<Uint8Array>(6_000_000).fill(part));
  const parts: Readonly<Record<string, () => Uint8Array>> = {
    nodes: () => modelBytes(many(field(1, field(4)))),
    attributes: () => modelBytes(field(1, field(4, 'Op'), many(field(5)))),
    weights: () => modelBytes(many(field(5))),
    types: () => modelBytes(many(field(13, field(1, varints([1, 2, 3]))))),
    integers: () => modelBytes(field(1, field(4, 'Op'), field(5, field(8, new Uint8Array(30_000_000))))),
  };
  for (const [name, build] of Object.entries(parts)) {
    it(`are refused before they fill the memory: ${name}`, () => {
      const bytes = build();
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      const opening = () => openModel(new MemoryBytes('crowded.onnx', bytes));
      expect(userErrorOf(opening).code).toBe('onnx.structure-too-large');
      expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 31);
    });
  }
});

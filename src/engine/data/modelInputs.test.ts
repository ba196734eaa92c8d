import Long from 'long';
import { describe, expect, it } from 'vitest';
import { onnx } from '../onnx/generated/onnx.js';
import { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { PayloadTable } from '../onnx/payload.ts';
import { hasDynamicBatch, modelInputs } from './modelInputs.ts';
import { complaint } from './testing/samples.ts';

const dim = (value: number | string): onnx.TensorShapeProto.Dimension => {
  return onnx.TensorShapeProto.Dimension.create(
    typeof value === 'string' ? { dimParam: value } : { dimValue: Long.fromNumber(value) },
  );
};

const type = (of: onnx.TypeProto.$Properties): onnx.TypeProto => onnx.TypeProto.create(of);

function tensorOf(elemType: number, shape: onnx.TensorShapeProto | undefined): onnx.TypeProto.Tensor {
  return onnx.TypeProto.Tensor.create(shape === undefined ? { elemType } : { elemType, shape });
}

function value(name: string, elemType: number, dims?: readonly (number | string)[]): onnx.ValueInfoProto {
  const shape = dims && onnx.TensorShapeProto.create({ dim: dims.map(dim) });
  return onnx.ValueInfoProto.create({ name, type: type({ tensorType: tensorOf(elemType, shape) }) });
}

function modelOf(input: readonly onnx.ValueInfoProto[], initializer: readonly string[] = []): Model {
  const graph = onnx.GraphProto.create({
    input: [...input],
    initializer: initializer.map((name) => onnx.TensorProto.create({ name, dataType: 1, floatData: [1] })),
  });
  return new Model('model.onnx', onnx.ModelProto.create({ graph }), new PayloadTable(), []);
}

describe('modelInputs', () => {
  it('gives names, types and dimensions, and leaves out inputs that an initializer fills', () => {
    const model = modelOf([value('x', 1, ['batch', 3, 224]), value('w', 1, [1]), value('sr', 7, [])], ['w']);
    expect(modelInputs(model)).toEqual([
      { name: 'x', type: 'float32', dims: ['batch', 3, 224] },
      { name: 'sr', type: 'int64', dims: [] },
    ]);
  });

  it('takes nothing, zeros and negative sizes for unknown, and a missing shape for any', () => {
    const nameless = onnx.ValueInfoProto.create({
      name: 'y',
      type: type({
        tensorType: tensorOf(1, onnx.TensorShapeProto.create({ dim: [onnx.TensorShapeProto.Dimension.create()] })),
      }),
    });
    expect(modelInputs(modelOf([value('x', 10, [0, -1, 4]), nameless, value('z', 9)]))).toEqual([
      { name: 'x', type: 'float16', dims: ['?', '?', 4] },
      { name: 'y', type: 'float32', dims: ['?'] },
      { name: 'z', type: 'bool', dims: [], unranked: true },
    ]);
  });

  it('refuses inputs that are no tensors, by name', async () => {
    const sequence = onnx.ValueInfoProto.create({
      name: 'boxes',
      type: type({ sequenceType: onnx.TypeProto.Sequence.create() }),
    });
    expect(await complaint(() => modelInputs(modelOf([sequence])))).toMatch(/"boxes" of model\.onnx/);
    const optional = onnx.ValueInfoProto.create({
      name: 'state',
      type: type({ optionalType: onnx.TypeProto.Optional.create() }),
    });
    expect(await complaint(() => modelInputs(modelOf([optional])))).toMatch(/"state"/);
    expect(await complaint(() => modelInputs(modelOf([value('odd', 99, [1])])))).toMatch(/"odd"/);
    expect(await complaint(() => modelInputs(modelOf([onnx.ValueInfoProto.create({ name: 'bare' })])))).toMatch(
      /"bare"/,
    );
  });

  it('reads a real voice detector, whose file declares zeros', () => {
    const model = openModel('node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx');
    expect(modelInputs(model)).toEqual([
      { name: 'input', type: 'float32', dims: ['?', '?'] },
      { name: 'state', type: 'float32', dims: [2, '?', 128] },
      { name: 'sr', type: 'int64', dims: [] },
    ]);
    model.close();
  });

  it('tells a batch that the caller chooses', () => {
    const [x, w] = modelInputs(modelOf([value('x', 1, ['batch', 3]), value('w', 1, [2, 'batch'])]));
    expect([x, w].map((each) => each && hasDynamicBatch(each))).toEqual([true, false]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { largeModel } from '../../../test/fixtures/largeModel.ts';
import { mobileNetV2 } from '../../../test/fixtures/mobileNetV2.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import {
  angleClassifier,
  digitClassifier,
  textDetector,
  textRecognizer,
  voiceDetectorLegacy,
  voiceDetectorV5,
} from '../../../test/fixtures/realModels.ts';
import { SeededBytes } from '../../../test/fixtures/seededBytes.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { passContext, randomDataset } from '../../../test/quantize/quantized.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { UserError } from '../../protocol/userError.ts';
import { int, ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { quantizeStatic } from '../quantize/static.ts';
import { runQuantizeDynamic } from '../recipe/passes/quantizeDynamic.ts';
import { proposeMethod } from './proposeMethod.ts';

const machine = { architecture: 'x64', vnni: true };

function methodOf(model: Model): readonly [string, string] {
  const { value, reason } = proposeMethod(model, machine);
  return [value, reason.code];
}

describe('the method that suits', () => {
  it.each([textDetector, textRecognizer, angleClassifier, digitClassifier])('$name is static', ({ file }) => {
    const model = openModel(file);
    expect(methodOf(model)).toEqual(['static', 'propose.static-convolutions']);
    model.close();
  });

  it('a convolutional network is static, with the share that its convolutions have', () => {
    const { value, reason } = proposeMethod(mobileNetV2(), machine);
    expect(value).toBe('static');
    // All but the last product of 1280 by 1000: 300 million of 301.
    expect(reason.args['work']).toMatchObject({ args: { share: '99.6 %' } });
  });

  it('matrix products is dynamic, also where their weights are stored in another type', () => {
    const net = new ModelBuilder();
    const x = net.input('x', ['N', 16, 32]);
    const half = net.constant('float16', [32, 64], new Uint16Array(32 * 64).fill(0x3c00));
    const wide = net.node('Cast', [half], { to: int(1) });
    const model = net.output(net.node('Relu', [net.node('MatMul', [x, wide])])).build();
    expect(methodOf(model)).toEqual(['dynamic', 'propose.dynamic-products']);
  });

  it('an LSTM behind small convolutions is dynamic', () => {
    const net = new ModelBuilder();
    const features = net.node('Conv', [net.input('x', [1, 8, 40]), net.weight([16, 8, 3])]);
    const steps = net.node('Transpose', [features], { perm: ints([2, 0, 1]) });
    const weights = [net.weight([1, 256, 16]), net.weight([1, 256, 64])];
    const [state = ''] = net.nodeWith(3, 'LSTM', [steps, ...weights], { hidden_size: int(64) });
    expect(methodOf(net.output(state).build())).toEqual(['dynamic', 'propose.dynamic-operator']);
  });

  it('products of tensors that are both computed is static: dynamic quantization has no weight to take', () => {
    const net = new ModelBuilder();
    const product = net.node('MatMul', [net.input('x', ['N', 4, 8]), net.input('y', ['N', 8, 4])]);
    expect(methodOf(net.output(product).build())).toEqual(['static', 'propose.static-only']);
  });

  it('is found from nodes alone: of weights with 2.7 GB, none is read', () => {
    const read = vi.spyOn(SeededBytes.prototype, 'read');
    expect(methodOf(largeModel(40))).toEqual(['dynamic', 'propose.dynamic-products']);
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });
});

/** The error of really quantizing, statically and dynamically. */
async function refusals(build: () => Model): Promise<readonly unknown[]> {
  const refused: unknown[] = [];
  const keep = (error: unknown): void => {
    expect(error).toBeInstanceOf(UserError);
    refused.push((error as UserError).detail);
  };
  const model = build();
  const dataset = randomDataset(model, 1);
  await quantizeStatic(model, dataset, quantizeStaticOptions.parse({}), passContext()).catch(keep);
  try {
    runQuantizeDynamic(
      { model: build(), dataset: undefined, context: passContext() },
      quantizeDynamicOptions.parse({}),
    );
  } catch (error) {
    keep(error);
  }
  return refused;
}

describe('a model of which nothing can become integer', () => {
  it.each([voiceDetectorLegacy, voiceDetectorV5])('is refused as by quantizing it: $name', async ({ file, data }) => {
    const model = openModel(file);
    const detail = userErrorOf(() => proposeMethod(model, machine));
    expect(detail.code).toBe('quantize.nothing-integer');
    expect(detail.args['reason']).toMatchObject({ code: 'reason.subgraph', args: { operator: 'If' } });
    const copy = model.clone();
    const quantizing = quantizeStatic(copy, await data(1, 1), quantizeStaticOptions.parse({}), passContext());
    await expect(quantizing).rejects.toMatchObject({ detail });
    model.close();
  });

  it('is refused where it has no operators with integer kernels', async () => {
    const build = (): Model => {
      const net = new ModelBuilder();
      return net.output(net.node('Tanh', [net.node('Exp', [net.input('x', [1, 8])])])).build();
    };
    const detail = userErrorOf(() => proposeMethod(build(), machine));
    expect((await refusals(build))[0]).toEqual(detail);
  });

  it.each(['static', 'dynamic'] as const)('is refused where it is quantized already: %s', async (method) => {
    const float = new ModelBuilder();
    const x = float.input('x', [2, 16]);
    const hidden = float.node('Relu', [float.node('Gemm', [x, float.matrix(16, 32), float.bias(32)])]);
    const model = float.output(float.node('Softmax', [float.node('Gemm', [hidden, float.matrix(32, 8)])])).build();
    const dataset = randomDataset(model, 4);
    if (method === 'static') await quantizeStatic(model, dataset, quantizeStaticOptions.parse({}), passContext());
    else runQuantizeDynamic({ model, dataset, context: passContext() }, quantizeDynamicOptions.parse({}));
    const detail = userErrorOf(() => proposeMethod(model.clone(), machine));
    expect(detail.code).toBe('quantize.already-quantized');
    expect(await refusals(() => model.clone())).toContainEqual(detail);
  });
});

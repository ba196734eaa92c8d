import { describe, expect, it } from 'vitest';
import { largestError } from '../../../../test/fixtures/computes.ts';
import { calibrationDigits, digitsFile } from '../../../../test/fixtures/digits.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { randomDataset } from '../../../../test/quantize/quantized.ts';
import { type QuantizeStaticInput, quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { modelFingerprint } from '../../quantize/fingerprint.ts';
import { integerNodes } from '../../quantize/plan/plan.ts';
import { exactly, staticScheme } from './testing/exactly.ts';

async function digits(input: Parameters<typeof staticScheme>[2] = {}) {
  const dataset = await calibrationDigits(6);
  return { dataset, scheme: await staticScheme(openModel(digitsFile), dataset, input) };
}

describe('the layers of a static scheme', () => {
  it('are the nodes that compute, seen where they end', async () => {
    const { scheme } = await digits();
    const operators = scheme.layers.map(({ operator }) => operator);
    expect(operators).toContain('Conv');
    expect(operators).toContain('Gemm');
    expect(operators.filter((operator) => ['Relu', 'Flatten', 'Reshape', 'MaxPool'].includes(operator))).toEqual([]);
    for (const { node, operator, output, weight, macs, precision } of scheme.layers) {
      expect(precision).toBe('integer');
      if (operator !== 'Conv') continue;
      const [reader] = scheme.float.graph.consumers(scheme.float.graph.producer(node)!.output[0]!);
      expect(output).toBe(reader?.opType === 'Relu' ? reader.output[0] : node);
      expect(scheme.float.graph.initializer(weight!)).toBeDefined();
      expect(macs).toBeGreaterThan(0);
    }
  });

  it('name the activations whose grid they share', async () => {
    const { scheme } = await digits();
    const known = new Set(scheme.activations.map(({ planned }) => planned.tensor));
    const named = new Set(scheme.layers.flatMap(({ activations }) => activations));
    expect([...named].filter((tensor) => !known.has(tensor))).toEqual([]);
    expect([...known].filter((tensor) => !named.has(tensor))).toEqual([]);
    expect(scheme.layers[0]!.activations).toHaveLength(2);
  });

  it('include what stays float, with a weight and without', async () => {
    const net = new ModelBuilder({ seed: 2 });
    const x = net.node('Tanh', [net.node('MatMul', [net.input('x', [2, 8]), net.matrix(8, 8)], {}, { output: 'a' })]);
    const model = net.output(net.node('MatMul', [x, net.matrix(8, 4)], {}, { output: 'b' })).build();
    const scheme = await staticScheme(model, randomDataset(model, 2), { excludeNodes: ['b'] });
    expect(scheme.layers.map(({ operator, precision, weight }) => [operator, precision, weight])).toEqual([
      ['MatMul', 'integer', 'weight_0'],
      ['Tanh', 'float', undefined],
      ['MatMul', 'float', 'weight_1'],
    ]);
    expect(scheme.layers[2]!.activations).toEqual([]);
    expect(scheme.weightsOf(scheme.layers[2]!)).toEqual([]);
  });
});

describe('the names in a quantized model', () => {
  it('are those of floats made of integers, and their own where floats are left', async () => {
    const { dataset, scheme } = await digits();
    const quantized = scheme.quantized();
    const named = scheme.layers.map(({ output }) => scheme.quantizedName(output));
    for (const [index, { output }] of scheme.layers.entries()) {
      const writer = quantized.graph.producer(named[index]!)?.opType;
      const isInteger = scheme.plan.tensors.get(output)?.integerOnly === true;
      expect(writer === 'DequantizeLinear').toBe(isInteger);
    }
    const [reference, actual] = [
      await exactly(
        scheme.float,
        dataset,
        scheme.layers.map(({ output }) => output),
      ),
      await exactly(quantized, dataset, named),
    ];
    for (const [index, { output }] of scheme.layers.entries()) {
      const one = (tensor: string, from: typeof actual) => new Map([['', from.get(tensor)!]]);
      expect(largestError(one(named[index]!, actual), one(output, reference))).toBeLessThan(0.2);
    }
  });
});

describe('with other options', () => {
  const outputs = async (model: Model) => exactly(model, await calibrationDigits(6));

  it.each<[QuantizeStaticInput]>([
    [{ excludeNodes: ['*separable1*'] }],
    [{ observer: 'mse' }],
    [{ observer: 'moving-average', perChannel: false }],
    [{ observer: 'entropy', excludeOperators: ['Add'] }],
  ])('quantizes as if it had begun with them: %j', async (input) => {
    const { scheme } = await digits();
    const before = modelFingerprint(scheme.float);
    const varied = scheme.with(quantizeStaticOptions.parse(input));
    const fresh = (await digits(input)).scheme;
    expect([...integerNodes(varied.plan)]).toEqual([...integerNodes(fresh.plan)]);
    expect(await outputs(varied.quantized())).toEqual(await outputs(fresh.quantized()));
    expect(varied.layers).toEqual(fresh.layers);
    expect(varied.statistics).toBe(scheme.statistics);
    expect(modelFingerprint(scheme.float)).toBe(before);
  });

  it('keeps no weights of quantized models that are gone', async () => {
    const { scheme } = await digits();
    const index = scheme.float.payloads.add({ encoding: 'raw', pieces: [] });
    scheme.quantized();
    scheme.with(quantizeStaticOptions.parse({ observer: 'mse' })).quantized();
    expect(scheme.float.payloads.add({ encoding: 'raw', pieces: [] })).toBe(index + 1);
  });

  it('leaves float what was not seen', async () => {
    const { scheme } = await digits({ excludeOperators: ['Conv'] });
    const varied = scheme.with(quantizeStaticOptions.parse({}));
    expect([...integerNodes(varied.plan)]).toEqual(expect.arrayContaining([...integerNodes(scheme.plan)]));
    const reasons = varied.plan.nodes.filter(({ operator }) => operator === 'Conv').map(({ reason }) => reason.code);
    expect(reasons).toContain('reason.never-seen');
    expect(() => varied.quantized()).not.toThrow();
  });

  it('says why nothing is left to quantize', async () => {
    const { scheme } = await digits();
    const nothing = quantizeStaticOptions.parse({ excludeOperators: ['Conv', 'Gemm', 'MatMul'] });
    expect(() => scheme.with(nothing)).toThrow(UserError);
  });
});

describe('what calibration keeps', () => {
  it('suffices for any observer, whatever the plan has', async () => {
    const { scheme } = await digits({ observer: 'min-max', calibrationSamples: 3 });
    for (const { seen } of scheme.activations) {
      expect(seen.bins).not.toBeNull();
      expect(seen.movingAverage).not.toBeNull();
      expect(seen.batches).toBe(3);
    }
  });
});

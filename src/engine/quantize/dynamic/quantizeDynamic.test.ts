import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { randomFeeds } from '../../../../test/fixtures/randomFeeds.ts';
import { format } from '../../../protocol/messages/catalogue.ts';
import { quantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import { float, int, text } from '../../onnx/attributes.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { withSession } from '../../runtime/session.ts';
import { applyDynamic, planDynamic } from './quantizeDynamic.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-dynamic-'));
afterAll(() => rmSync(folder, { recursive: true }));

const vnni = { architecture: 'x64', vnni: true };

/** Signal to noise of a dynamically quantized model in dB, and the operators it runs as. */
async function quantize(build: () => Model, input: Parameters<typeof quantizeDynamicOptions.parse>[0] = {}) {
  const options = quantizeDynamicOptions.parse(input);
  const original = build();
  const feeds = new Map(Object.entries(randomFeeds(original, new Random(5), { N: 3 })));
  const expected = await withSession(original, {}, (session) => session.run(feeds));
  const model = build();
  applyDynamic(model, planDynamic(model, options, vnni), options, vnni);
  const optimized = path.join(folder, `${Math.random()}.onnx`);
  const actual = await withSession(model, { optimizedModelFile: optimized }, (session) => session.run(feeds));
  let signal = 0;
  let noise = 0;
  for (const [name, { data }] of expected) {
    expect(actual.get(name)?.dims).toEqual(expected.get(name)?.dims);
    data.forEach((value: unknown, index: number) => {
      signal += Number(value) ** 2;
      noise += (Number(value) - Number(actual.get(name)?.data[index])) ** 2;
    });
  }
  const runs = openModel(optimized);
  const operators = [...runs.graph.nodes].map((node) => node.opType);
  runs.close();
  return { model, operators, decibels: 10 * Math.log10(signal / noise) };
}

const dense = (attributes: Parameters<ModelBuilder['node']>[2], dims: number[], bias?: number[]) => () => {
  const net = new ModelBuilder({ seed: 11 });
  const x = net.input('x', ['N', 64]);
  const inputs = [x, net.weight(dims)];
  if (bias !== undefined) inputs.push(net.weight(bias));
  return net
    .output(
      net.node(
        bias === undefined && Object.keys(attributes ?? {}).length === 0 ? 'MatMul' : 'Gemm',
        inputs,
        attributes,
      ),
    )
    .build();
};

describe('dynamic quantization', () => {
  it.each([
    ['MatMul', dense({}, [64, 96])],
    ['Gemm with a transposed weight', dense({ transB: int(1) }, [96, 64], [96])],
    ['Gemm with a bias of two dimensions', dense({ transB: int(0) }, [64, 96], [1, 96])],
  ])('%s runs on integers and stays close to float', async (_, build) => {
    const { operators, decibels } = await quantize(build);
    expect(operators.join()).toMatch(/DynamicQuantizeMatMul|MatMulIntegerToFloat/);
    expect(decibels).toBeGreaterThan(30);
  });

  it('stores a weight once for two products that read one activation', async () => {
    const { model, operators } = await quantize(() => {
      const net = new ModelBuilder({ seed: 2 });
      const x = net.input('x', ['N', 64]);
      const weight = net.weight([64, 32]);
      return net
        .output(net.node('MatMul', [x, weight]))
        .output(net.node('MatMul', [x, weight]))
        .build();
    });
    expect([...model.graph.initializers].filter((each) => each.name.endsWith('_quantized'))).toHaveLength(1);
    expect(operators.join()).toMatch(/Integer|DynamicQuantize/);
  });

  it('leaves a Gemm whose alpha is not 1 float, and says why', () => {
    const model = dense({ alpha: float(0.5) }, [64, 96], [96])();
    const options = quantizeDynamicOptions.parse({});
    const plan = planDynamic(model, options, vnni);
    expect(plan.map(({ precision, reason }) => [precision, reason.code])).toEqual([['float', 'reason.gemm-alpha']]);
    expect(() => applyDynamic(model, plan, options, vnni)).toThrow(/alpha is not 1/);
  });

  const convolution = () => {
    const net = new ModelBuilder({ seed: 4 });
    const x = net.input('x', ['N', 8, 12, 12]);
    return net.output(net.node('Conv', [x, net.weight([16, 8, 3, 3]), net.bias(16)])).build();
  };

  it('refuses convolutions, which get slower, and says what to do instead', () => {
    const options = quantizeDynamicOptions.parse({});
    const plan = planDynamic(convolution(), options, vnni);
    expect(plan[0]?.precision).toBe('float');
    expect(plan[0] && format(plan[0].reason)).toMatch(/slower.*--method static/);
    expect(() => applyDynamic(convolution(), plan, options, vnni)).toThrow(/convolutions get slower/);
  });

  it('quantizes convolutions when they are allowed', async () => {
    const { operators, decibels } = await quantize(convolution, { allowConvolutions: true });
    expect(operators).toContain('ConvInteger');
    expect(decibels).toBeGreaterThan(30);
  });

  it.each([1, 2])('quantizes an LSTM with %i directions', async (directions) => {
    const { operators, decibels } = await quantize(() => {
      const net = new ModelBuilder({ seed: 6 });
      const x = net.input('x', [7, 'N', 24]);
      const weights = [
        net.weight([directions, 64, 24]),
        net.weight([directions, 64, 16]),
        net.weight([directions, 128]),
      ];
      const attributes = { hidden_size: int(16), ...(directions === 2 && { direction: text('bidirectional') }) };
      return net.output(net.node('LSTM', [x, ...weights], attributes)).build();
    });
    expect(operators).toContain('DynamicQuantizeLSTM');
    expect(decibels).toBeGreaterThan(25);
  });

  it('quantizes the fused Attention of onnxruntime', async () => {
    const { operators, decibels } = await quantize(() => {
      const net = new ModelBuilder({ seed: 8, domains: { 'com.microsoft': 1 } });
      const x = net.input('x', ['N', 6, 32]);
      const inputs = [x, net.weight([32, 96]), net.weight([96])];
      return net.output(net.node('Attention', inputs, { num_heads: int(4) }, { domain: 'com.microsoft' })).build();
    });
    expect(operators).toContain('QAttention');
    expect(decibels).toBeGreaterThan(25);
  });
});

import Long from 'long';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { graphValue, int, ints, makeNode } from '../../src/engine/onnx/attributes.ts';
import { onnx } from '../../src/engine/onnx/generated/onnx.js';
import { Model } from '../../src/engine/onnx/model.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { fusionReport } from '../../src/engine/runtime/fusionReport.ts';
import { ModelBuilder, valueInfo } from '../fixtures/modelBuilder.ts';
import { conv3x3 } from '../fixtures/operators/convolutions.ts';
import { disagreements } from './agreement.ts';
import { precisions, type Quantized, quantized } from './quantized.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-unusual-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

async function expectPlanned({ plan, model }: Quantized): Promise<void> {
  expect(disagreements(plan, await fusionReport(model, { temporaryFolder }))).toEqual([]);
}

const image = (net: ModelBuilder): string => net.input('x', ['N', 8, 12, 12]);

describe('inputs and outputs out of the ordinary', () => {
  it('lets an input leave the graph as it is', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const x = image(net);
      return net
        .output(conv3x3(net, x, 8, 8))
        .output(x)
        .build();
    });
    await expectPlanned(result);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('lets a weight leave the graph as it is', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const weight = net.weight([8, 8, 1, 1]);
      const bias = net.bias(8);
      const y = net.node('Conv', [image(net), weight, bias]);
      return net.output(y).output(weight).output(bias).build();
    });
    expect(result.model.graph.initializer('weight_0')).toBeDefined();
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('takes a weight that is an input too for a weight', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ weights: 'inputs' });
      return net.output(conv3x3(net, image(net), 8, 8)).build();
    });
    expect(result.model.graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(precisions(result)).toEqual(['Conv integer']);
  });

  it('keeps clear of names that the file uses', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const conv = (x: string, output: string): string =>
        net.node('Conv', [x, net.weight([8, 8, 1, 1], { name: `${output}_scale` })], {}, { output });
      return net.output(conv(conv(image(net), 'x_quantized'), 'x_zero_point')).build();
    });
    expect(result.model.graph.outputs.map(({ name }) => name)).toEqual(['x_zero_point']);
    expect(result.decibels).toBeGreaterThan(30);
  });
});

describe('nodes out of the ordinary', () => {
  it.each<[string, (net: ModelBuilder, x: string) => string]>([
    ['a product of a tensor with itself', (net, x) => net.node('Mul', [x, x])],
    ['a sum of a tensor with itself', (net, x) => net.node('Add', [x, x])],
    ['a matrix product of a tensor with itself', (net, x) => net.node('MatMul', [x, x])],
  ])('%s', async (_, middle) => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      return net.output(conv3x3(net, middle(net, conv3x3(net, image(net), 8, 8)), 8, 8)).build();
    });
    await expectPlanned(result);
    expect(precisions(result)).toHaveLength(3);
    expect(result.decibels).toBeGreaterThan(25);
  });

  it('a tensor joined to itself', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const x = conv3x3(net, image(net), 8, 8);
      return net.output(conv3x3(net, net.node('Concat', [x, x, x], { axis: int(1) }), 24, 8)).build();
    });
    await expectPlanned(result);
    expect(result.decibels).toBeGreaterThan(25);
  });

  it('nodes whose results nobody wants', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const x = conv3x3(net, image(net), 8, 8);
      net.node('Relu', [net.node('Sigmoid', [x])]);
      return net.output(conv3x3(net, x, 8, 8)).build();
    });
    expect(result.decibels).toBeGreaterThan(30);
  });

  it.each<[string, number[], number[]]>([
    ['vector · matrix', [8], [8, 4]],
    ['matrix · vector', [3, 8], [8]],
    ['vector · vector', [8], [8]],
    ['stack · stack', [3, 4, 8], [3, 8, 5]],
    ['matrix · nothing', [3, 8], [8, 0]],
  ])('%s', async (_, left, right) => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      return net.output(net.node('MatMul', [net.input('x', left), net.weight(right, { fanIn: 8 })])).build();
    });
    await expectPlanned(result);
    expect(precisions(result)).toEqual(['MatMul integer']);
    expect(right.includes(0) || result.decibels > 35).toBe(true);
  });

  it.each<[string, number[], number[], number]>([
    ['one dimension', ['N', 4, 9] as never, [8, 4, 3], 1],
    ['three dimensions', ['N', 4, 5, 5, 5] as never, [8, 4, 3, 3, 3], 1],
    ['one dimension, each channel apart', ['N', 8, 9] as never, [8, 1, 3], 8],
  ])('a convolution on %s', async (_, input, weight, group) => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const x = net.input('x', input);
      return net.output(net.node('Conv', [x, net.weight(weight), net.bias(8)], { group: int(group) })).build();
    });
    await expectPlanned(result);
    expect(precisions(result)).toEqual(['Conv integer']);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('sequences between convolutions', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const parts = net.node('SplitToSequence', [conv3x3(net, image(net), 8, 8)], { axis: int(1) });
      const part = net.node('SequenceAt', [parts, net.constant('int64', [], BigInt64Array.of(1n))]);
      return net.output(conv3x3(net, part, 1, 8)).build();
    });
    expect(precisions(result)).toEqual(['Conv integer', 'SplitToSequence float', 'SequenceAt float', 'Conv integer']);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('the body of a loop that captures a tensor', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder();
      const x = conv3x3(net, image(net), 8, 8);
      const body = onnx.GraphProto.create({
        name: 'body',
        input: [valueInfo('i', [], 'int64'), valueInfo('go', [], 'bool'), valueInfo('sum', undefined)],
        output: [valueInfo('goOn', [], 'bool'), valueInfo('newSum', undefined)],
        node: [makeNode('Identity', ['go'], ['goOn']), makeNode('Add', ['sum', x], ['newSum'])],
      });
      const times = net.constant('int64', [], BigInt64Array.of(2n));
      const sum = net.node('Loop', [times, '', x], { body: graphValue(body) });
      return net.output(conv3x3(net, sum, 8, 8)).build();
    });
    expect(precisions(result)).toEqual(['Conv integer', 'Loop float', 'Conv integer']);
    expect(result.decibels).toBeGreaterThan(30);
  });
});

describe('a function of the model', () => {
  const withFunction = (name: string) => () => {
    const net = new ModelBuilder({ opset: 18, domains: { local: 1 } });
    const x = net.node(name, [conv3x3(net, image(net), 8, 8)], {}, { domain: 'local', output: 'call' });
    const { model } = net.output(conv3x3(net, x, 8, 8));
    model.commit();
    const opsetImport = [onnx.OperatorSetIdProto.create({ domain: '', version: Long.fromNumber(18) })];
    const node = [makeNode('Sigmoid', ['a'], ['s']), makeNode('Mul', ['a', 's'], ['b'])];
    model.proto.functions.push(
      onnx.FunctionProto.create({ name, domain: 'local', input: ['a'], output: ['b'], node, opsetImport }),
    );
    return new Model(model.file, model.proto, model.payloads, model.sources);
  };

  it.each(['Swish', 'Conv'])('stays float inside, called %s', async (name) => {
    const result = await quantized(withFunction(name));
    await expectPlanned(result);
    expect(precisions(result)).toEqual(['Conv integer', `${name} float`, 'Conv integer']);
    expect(result.plan.nodes[1]?.reason).toEqual({ code: 'reason.function', args: { operator: name } });
    expect(result.decibels).toBeGreaterThan(28);
  });
});

describe('new opsets', () => {
  it.each([19, 21, 22, 23, 24, 25])('%i stays, and everything runs on integers', async (opset) => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ opset });
      const x = net.node('Relu', [conv3x3(net, image(net), 8, 8)]);
      const sum = net.node('Add', [conv3x3(net, x, 8, 8), x]);
      const cut = net.node('Clip', [sum, net.scalar(0), net.scalar(6)]);
      const pooled = net.node('GlobalAveragePool', [net.node('MaxPool', [cut], { kernel_shape: ints([2, 2]) })]);
      const flat = net.node('Reshape', [net.node('Flatten', [pooled]), net.ints([-1, 8])]);
      return net.output(net.node('Gemm', [flat, net.matrix(8, 4), net.bias(4)])).build();
    });
    await expectPlanned(result);
    expect(result.model.opset()).toBe(opset);
    expect(precisions(result).every((each) => each.endsWith('integer'))).toBe(true);
    expect(result.decibels).toBeGreaterThan(25);
  });
});

describe('weights in a data file', () => {
  it('are read from there, and the result stands alone', async () => {
    const file = path.join(temporaryFolder, 'external.onnx');
    const net = new ModelBuilder();
    net.output(conv3x3(net, conv3x3(net, image(net), 8, 32), 32, 8));
    saveModel(net.build(), file, { externalData: 'always' });
    const result = await quantized(() => openModel(file));
    await expectPlanned(result);
    expect(result.decibels).toBeGreaterThan(30);
    const output = path.join(temporaryFolder, 'alone.onnx');
    saveModel(result.model, output);
    rmSync(file);
    const alone = openModel(output);
    expect([...alone.graph.initializers].every((tensor) => alone.read(tensor).data.length > 0)).toBe(true);
    alone.close();
  });
});

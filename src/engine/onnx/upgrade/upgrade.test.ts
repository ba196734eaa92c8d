import Long from 'long';
import { describe, expect, it } from 'vitest';
import { ModelBuilder, valueInfo } from '../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded, operators } from '../../../../test/fixtures/upgraded.ts';
import { UserError } from '../../../protocol/userError.ts';
import { float, graphValue, int, ints, makeNode } from '../attributes.ts';
import { MemoryBytes } from '../byteSource.ts';
import { onnx } from '../generated/onnx.js';
import type { Model } from '../model.ts';
import { openModel } from '../open.ts';
import { sessionImage } from '../sessionImage.ts';
import { upgradeOpset } from './upgrade.ts';

function clipModel(opset: number, options: ConstructorParameters<typeof ModelBuilder>[0] = {}): Model {
  const net = new ModelBuilder({ opset, ...options });
  const clipped = net.node('Clip', [net.input('x', [2, 3])], { min: float(0) }, { output: 'clipped' });
  return net.output(clipped).build();
}

describe('which models', () => {
  it('refuses operators before version 7 and says what to do', () => {
    const attempt = (): void => upgradeOpset(clipModel(6), 13);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(/fixture.onnx uses version 6.*Export/);
  });

  it.each([13, 17])('leaves a model of version 17 alone when asked for %i', (target) => {
    const model = clipModel(17, { irVersion: 8 });
    const before = onnx.ModelProto.encode(model.proto).finish();
    upgradeOpset(model, target);
    model.commit();
    expect(onnx.ModelProto.encode(model.proto).finish()).toEqual(before);
  });

  it('says that a version is missing', () => {
    const model = clipModel(9);
    model.proto.opsetImport = [];
    expect(() => upgradeOpset(model, 13)).toThrow(UserError);
  });

  it('leaves a model alone that has no standard operators', () => {
    const net = new ModelBuilder({ domains: { custom: 1 } });
    const model = net.output(net.node('Custom', [net.input('x', [2])], {}, { domain: 'custom' })).build();
    model.proto.opsetImport = model.proto.opsetImport.filter((each) => each.domain !== '');
    upgradeOpset(model, 21);
    expect(model.opset()).toBeUndefined();
  });

  it('knows no version after 21', () => {
    expect(() => upgradeOpset(clipModel(9), 22)).toThrow(RangeError);
  });

  it('reads the long name of the standard domain', () => {
    const model = clipModel(9);
    model.proto.opsetImport[0]!.domain = 'ai.onnx';
    [...model.graph.nodes][0]!.domain = 'ai.onnx';
    upgradeOpset(model, 13);
    expect(model.opset()).toBe(13);
    expect([...model.graph.nodes][0]!.input.length).toBe(2);
  });
});

describe('the version of the file format', () => {
  it.each([
    [8, 9, 3, 4],
    [9, 10, 4, 5],
    [9, 11, 4, 6],
    [9, 13, 4, 7],
    [9, 14, 4, 7],
    [9, 15, 4, 8],
    [9, 18, 4, 8],
    [9, 20, 4, 9],
    [9, 21, 4, 10],
    [9, 13, 8, 8],
    [17, 13, 3, 3],
  ])('opset %i to %i from format %i is format %i', (from, target, irVersion, expected) => {
    const model = clipModel(from, { irVersion });
    upgradeOpset(model, target);
    expect(model.proto.irVersion.toNumber()).toBe(expected);
  });

  it('takes weights off the inputs, which they had to be in before version 4', async () => {
    const net = new ModelBuilder({ opset: 8, irVersion: 3, weights: 'inputs' });
    const model = net.output(net.node('Conv', [net.input('x', [1, 2, 5, 5]), net.weight([3, 2, 3, 3])])).build();
    const upgraded = await expectSameUpgraded(model, { tolerance: 1e-6 });
    expect(upgraded.graph.inputs.map((info) => info.name)).toEqual(['x']);
  });

  it('leaves defaults that callers may change among the inputs', () => {
    const net = new ModelBuilder({ opset: 9, irVersion: 4, weights: 'inputs' });
    const model = net.output(net.node('Conv', [net.input('x', [1, 2, 5, 5]), net.weight([3, 2, 3, 3])])).build();
    upgradeOpset(model, 13);
    expect(model.graph.inputs.length).toBe(2);
  });
});

describe('origins', () => {
  it('lead from every new node to the one the user knows, and through several rewrites', async () => {
    const net = new ModelBuilder({ opset: 9 });
    const scales = net.constant('float32', [4], Float32Array.of(1, 1, 2, 2));
    const enlarged = net.node('Upsample', [net.input('x', [1, 2, 3, 3]), scales], {}, { output: 'enlarged' });
    const model = net.output(net.node('Softmax', [enlarged], {}, { output: 'shares' })).build();
    const upgraded = await expectSameUpgraded(model, { tolerance: 1e-6 });
    const origins = upgraded.graph.inOrder().map((node) => [node.opType, ...upgraded.graph.origins(node)]);
    expect(origins).toEqual([
      ['Resize', 'enlarged'],
      ['Flatten', 'shares'],
      ['Softmax', 'shares'],
      ['Shape', 'shares'],
      ['Reshape', 'shares'],
    ]);
  });

  it('name the first operator in refusals, whatever it became', () => {
    const net = new ModelBuilder({ opset: 8, domains: { custom: 1 } });
    const unknown = net.node('Custom', [net.input('x', [2, 2])], {}, { domain: 'custom' });
    const model = net.output(net.node('Affine', [unknown], { alpha: float(2) }, { output: 'moved' })).build();
    expect(() => upgradeOpset(model, 13)).toThrow(/"moved"/);
  });
});

describe('subgraphs', () => {
  it('are raised with the graph around them, branches and bodies alike', async () => {
    const branch = (name: string, operator: onnx.NodeProto): onnx.GraphProto =>
      onnx.GraphProto.create({ name, node: [operator], output: [valueInfo(operator.output[0]!, undefined)] });
    const net = new ModelBuilder({ opset: 9 });
    const x = net.input('x', [2, 3, 4]);
    const chosen = net.node('If', [net.input('positive', [], 'bool')], {
      then_branch: graphValue(branch('then', makeNode('Clip', [x], ['clipped'], { attributes: { min: float(0) } }))),
      else_branch: graphValue(branch('else', makeNode('Softmax', [x], ['shares']))),
    });
    const model = net.output(chosen).build();
    for (const positive of [0, 1]) {
      const feeds = {
        x: { type: 'float32', dims: [2, 3, 4], data: net.random.normals(24) },
        positive: { type: 'bool', dims: [], data: Uint8Array.of(positive) },
      } as const;
      await expectSameUpgraded(model, { feeds, tolerance: 1e-6 });
    }
  });

  it('know the types of what they capture', async () => {
    const body = onnx.GraphProto.create({
      name: 'body',
      node: [
        makeNode('Identity', ['going_in'], ['going_out']),
        makeNode('Clip', ['half'], ['clipped'], { attributes: { max: float(0.5) } }),
        makeNode('Identity', ['clipped'], ['state_out']),
      ],
      input: [
        valueInfo('round', [], 'int64'),
        valueInfo('going_in', [], 'bool'),
        valueInfo('state', undefined, 'float16'),
      ],
      output: [valueInfo('going_out', [], 'bool'), valueInfo('state_out', undefined, 'float16')],
    });
    const net = new ModelBuilder({ opset: 9 });
    net.node('Cast', [net.input('x', [2, 3])], { to: int(10) }, { output: 'half' });
    const rounds = net.constant('int64', [], BigInt64Array.of(2n));
    const model = net
      .output(net.node('Loop', [rounds, '', 'half'], { body: graphValue(body) }), undefined, 'float16')
      .build();
    await expectSameUpgraded(model);
  });
});

describe('functions', () => {
  /** A function of its own opset whose attribute is a parameter, called by one node. */
  function functionModel(operator: string, opset: number, attribute: string, type: 'INT' | 'INTS', extra = ''): Model {
    const { AttributeType } = onnx.AttributeProto;
    const inner = makeNode(operator, ['data'], ['result']);
    inner.attribute = [
      onnx.AttributeProto.create({ name: attribute, type: AttributeType[type], refAttrName: 'given' }),
    ];
    const net = new ModelBuilder({ opset, irVersion: 8, domains: { own: 1 } });
    const value = type === 'INTS' ? ints([1]) : int(1);
    net.output(net.node('Call', [net.input('x', [3, 4, 2])], { given: value }, { domain: 'own' }));
    const proto = net.build().proto;
    proto.functions = [
      onnx.FunctionProto.create({
        name: 'Call',
        domain: 'own',
        input: ['data'],
        output: ['result'],
        attribute: ['given'],
        opsetImport: [{ domain: extra, version: Long.fromNumber(opset) }],
        node: [inner],
      }),
    ];
    return openModel(new MemoryBytes('function.onnx', onnx.ModelProto.encode(proto).finish()));
  }

  it('hand their parameters on as tensors', async () => {
    const upgraded = await expectSameUpgraded(functionModel('ReduceMean', 16, 'axes', 'INTS'), {
      targets: [17, 18, 21],
    });
    expect(operators(upgraded.functions[0]!.body)).toEqual(['Constant', 'ReduceMean']);
    const again = openModel(new MemoryBytes('again.onnx', sessionImage(upgraded).bytes));
    expect(again.functions[0]!.proto.opsetImport[0]!.version.toNumber()).toBe(21);
  });

  it('are refused by name where a parameter would have to be known', () => {
    const attempt = (): void => upgradeOpset(functionModel('Softmax', 12, 'axis', 'INT'), 13);
    expect(attempt).toThrow(/axis of Softmax "own::Call\/result" in function.onnx/);
  });

  it('are raised from their own version', () => {
    const model = functionModel('ReduceMean', 16, 'axes', 'INTS', 'ai.onnx');
    model.setOpset(21);
    upgradeOpset(model, 21);
    expect(model.functions[0]!.proto.opsetImport[0]!.version.toNumber()).toBe(21);
    expect([...model.functions[0]!.body.nodes].find((node) => node.opType === 'ReduceMean')!.input.length).toBe(2);
  });

  it('hold their constants in nodes', () => {
    const model = functionModel('Clip', 9, 'unused', 'INT');
    const [clip] = [...model.functions[0]!.body.nodes];
    clip!.attribute = [float(0.25)('min')];
    upgradeOpset(model, 15);
    expect(operators(model.functions[0]!.body)).toEqual(['Constant', 'CastLike', 'Clip']);
  });
});

describe('training graphs', () => {
  it('are raised too', () => {
    const model = clipModel(12);
    const algorithm = onnx.GraphProto.create({
      name: 'step',
      node: [makeNode('Unsqueeze', ['clipped'], ['column'], { attributes: { axes: ints([1]) } })],
      output: [valueInfo('column', undefined)],
    });
    model.proto.trainingInfo = [onnx.TrainingInfoProto.create({ algorithm })];
    upgradeOpset(model, 13);
    expect(model.proto.trainingInfo[0]!.algorithm!.node[0]!.input.length).toBe(2);
    expect(model.proto.trainingInfo[0]!.algorithm!.initializer.length).toBe(1);
  });
});

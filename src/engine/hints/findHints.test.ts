import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dynamicallyQuantized, integerDigits } from '../../../test/fixtures/integerDigits.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import { digitClassifier } from '../../../test/fixtures/realModels.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { Hint } from '../../protocol/result/hint.ts';
import type { ModelProfile } from '../../protocol/result/profile.ts';
import type { Feeds } from '../data/dataset.ts';
import { int, ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { attributeKernels } from '../profile/attributeKernels.ts';
import { nodeRuns } from '../profile/nodeRuns.ts';
import { profiledNodes } from '../profile/profiledNodes.ts';
import { kernelTimes } from '../runtime/kernelTimes.ts';
import { describe as describeMachine, type Machine } from '../runtime/machine.ts';
import { declaredTypes } from '../runtime/tensorTypes.ts';
import { findHints } from './findHints.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-hints-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

const x64: Machine = { ...describeMachine(''), architecture: 'x64', avx2: true, avx512: false, vnni: true };
const image = [1, 16, 8, 8] as const;

/** A profile in which every kernel takes as long as any other: what is found then depends on kernels, not on the clock. */
async function profileOf(model: Model, feeds: Feeds): Promise<ModelProfile> {
  const options = { temporaryFolder, threads: 1 };
  const ran = await nodeRuns(model, feeds, options);
  return kernelTimes(model, feeds, { ...options, runs: 1 }, (times) => {
    const equal = times.kernels.map(() => 1000);
    const { ofNodes, overhead } = attributeKernels(times, equal, (placed) => ran.macs(placed));
    return {
      ...{ nodes: profiledNodes(times, ofNodes, ran), overhead, kernels: equal.length, runs: 1, threads: 1 },
      latency: { median: equal.length, low: equal.length, high: equal.length },
      samples: { source: '', synthetic: true, count: 1, heldOut: false },
    };
  });
}

async function hintsOf(model: Model, feeds?: Feeds): Promise<readonly Hint[]> {
  const fed = feeds ?? new Map(Object.entries(randomFeeds(model, new Random(1))));
  const profile = await profileOf(model, fed);
  return findHints({ model, types: declaredTypes(model), profile, machine: x64 });
}

/** What a rule finds in a model that `build` makes. */
async function found(rule: string, build: (net: QdqBuilder) => void): Promise<readonly Hint[]> {
  const net = new QdqBuilder({ opset: 17 });
  build(net);
  return (await hintsOf(net.build())).filter((hint) => hint.rule === rule);
}

function reasons(hints: readonly Hint[]): readonly unknown[] {
  return hints.map(({ hazard }) => (hazard.args['reason'] as Message).code);
}

const pool = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };

describe('unfused pairs', () => {
  it('are found around what has no kernel on integers, where no neighbour needs them', async () => {
    const hints = await found('unfused-pairs', (net) => {
      net.output(net.pair(net.node('Tanh', [net.pair(net.node('Exp', [net.pair(net.input('x', image))]))])));
    });
    expect(reasons(hints)).toEqual(['hints.reason-float-only']);
    expect(hints[0]!.nodes).toHaveLength(2);
    // Three pairs around two nodes, each half a kernel.
    expect(hints[0]!.milliseconds).toBe(6);
  });

  it('are not where neighbours on integers need them', async () => {
    const hints = await found('unfused-pairs', (net) => {
      const first = net.pair(net.conv(net.pair(net.input('x', image))));
      net.output(net.pair(net.conv(net.pair(net.node('Tanh', [first])))));
    });
    expect(hints).toEqual([]);
  });

  it('are found where scales differ, and not where they are the same', async () => {
    const pooling = (scale: number) => (net: QdqBuilder) => {
      const parameters = net.parameters(0.05);
      const x = net.pair(net.conv(net.pair(net.input('x', image))), parameters);
      net.output(net.pair(net.node('MaxPool', [x], pool), scale === 0.05 ? parameters : net.parameters(scale)));
    };
    expect(reasons(await found('unfused-pairs', pooling(0.07)))).toEqual(['hints.reason-other-scales']);
    expect(await found('unfused-pairs', pooling(0.05))).toEqual([]);
  });

  it('are found where something reads the real number as well', async () => {
    const adding = (also: boolean) => (net: QdqBuilder) => {
      const x = net.pair(net.conv(net.pair(net.input('x', image))));
      const sum = net.node('Add', [x, x]);
      if (also) net.output(net.node('Neg', [sum]));
      net.output(net.pair(net.conv(net.pair(sum))));
    };
    expect(reasons(await found('unfused-pairs', adding(true)))).toEqual(['hints.reason-float-readers']);
    expect(await found('unfused-pairs', adding(false))).toEqual([]);
  });
});

describe('convolutions on real numbers with integer weights', () => {
  it.each([
    ['hints.float-input', (net: QdqBuilder) => net.output(net.pair(net.conv(net.input('x', image))))],
    ['hints.float-output', (net: QdqBuilder) => net.output(net.conv(net.pair(net.input('x', image))))],
  ])('are found: %s', async (code, build) => {
    const hints = await found('float-convolutions', build);
    expect(hints.map(({ hazard }) => hazard.code)).toEqual([code]);
    expect(hints[0]).toMatchObject({ action: 'quantize-static', severity: 'warning' });
  });

  it('are not found where all is quantized, also with a Relu that vanishes', async () => {
    const hints = await found('float-convolutions', (net) => {
      const x = net.pair(net.conv(net.pair(net.input('x', image))));
      net.output(net.pair(net.node('Relu', [net.conv(x)]), net.parameters(0.05, 0)));
    });
    expect(hints).toEqual([]);
  });
});

describe('numbers of channels', () => {
  const chain = (channels: number) => (net: QdqBuilder) => {
    const x = net.node('Conv', [net.input('x', [1, 3, 8, 8]), net.weight([channels, 3, 3, 3])]);
    net.output(net.node('Conv', [x, net.weight([channels, channels, 3, 3])]));
  };

  it.each([
    [31, ['hints.channels-unaligned']],
    [12, ['hints.channels-padded']],
    [32, []],
    [24, []],
  ])('%i', async (channels, codes) => {
    const hints = await found('channel-counts', chain(channels));
    expect(hints.map(({ hazard }) => hazard.code)).toEqual(codes);
  });

  it('matter to no other processor', () => {
    const net = new QdqBuilder({ opset: 17 });
    chain(31)(net);
    const model = net.build();
    const arm: Machine = { ...x64, architecture: 'arm64' };
    expect(findHints({ model, types: new Map(), machine: arm })).toEqual([]);
    expect(findHints({ model, types: new Map(), machine: x64 })).toHaveLength(1);
  });
});

describe('weights with one scale', () => {
  const gemm = (scales: number) => (net: QdqBuilder) => {
    const integers = net.constant('int8', [32, 16], new Int8Array(32 * 16).fill(3));
    const scale = net.constant('float32', scales === 1 ? [] : [scales], new Float32Array(scales).fill(0.01));
    const zero = net.constant('int8', scales === 1 ? [] : [scales], new Int8Array(scales));
    const weight = net.node('DequantizeLinear', [integers, scale, zero], { axis: int(1) });
    net.output(net.pair(net.node('MatMul', [net.pair(net.input('x', [4, 32])), weight])));
  };

  it('are found, and those with one for each channel are not', async () => {
    expect(await found('per-tensor-weights', gemm(1))).toMatchObject([{ severity: 'information' }]);
    expect(await found('per-tensor-weights', gemm(16))).toEqual([]);
  });
});

it('finds convolutions that are quantized dynamically, and none in a model that is quantized statically', async () => {
  const dynamic = (await hintsOf(dynamicallyQuantizedConvolution())).map(({ rule }) => rule);
  expect(dynamic).toContain('dynamic-convolutions');
  const others = (await hintsOf(await integerDigits(), digitClassifier.feeds())).map(({ rule }) => rule);
  // With all kernels alike the few changes of layout at its ends weigh more than they do.
  expect(others.filter((rule) => rule !== 'layout-changes')).toEqual([]);
});

function dynamicallyQuantizedConvolution(): Model {
  const net = new ModelBuilder({ opset: 17 });
  const [quantized, , zero] = net.nodeWith(3, 'DynamicQuantizeLinear', [net.input('x', image)]);
  const weight = net.constant('uint8', [8, 16, 3, 3], new Uint8Array(8 * 16 * 9).fill(3));
  const sum = net.node('ConvInteger', [quantized!, weight, zero!], {}, { output: 'sum' });
  return net.output(net.node('Cast', [sum], { to: int(1) })).build();
}

it('finds an island of nodes on real numbers, and not where integers go straight on', async () => {
  const between = (operators: readonly string[]) => (net: QdqBuilder) => {
    let x = net.pair(net.conv(net.pair(net.input('x', image))));
    for (const operator of operators) x = net.node(operator, [x]);
    net.output(net.pair(net.conv(operators.length > 0 ? net.pair(x) : x)));
  };
  const hints = await found('float-islands', between(['Tanh', 'Exp']));
  expect(hints).toMatchObject([{ action: 'quantize-mixed', milliseconds: 2 }]);
  expect(hints[0]!.nodes).toHaveLength(2);
  expect(await found('float-islands', between([]))).toEqual([]);
});

it('finds signed activations where they keep nodes from integers, and no unsigned ones', async () => {
  const residual = (signed: boolean) => (net: QdqBuilder) => {
    const parameters = () =>
      signed
        ? ([net.constant('float32', [], Float32Array.of(0.05)), net.constant('int8', [], Int8Array.of(0))] as const)
        : net.parameters(0.05);
    const x = net.pair(net.input('x', image), parameters());
    const branch = net.pair(net.conv(x), parameters());
    net.output(net.pair(net.node('Add', [branch, net.pair(net.conv(branch), parameters())]), parameters()));
  };
  expect(await found('signed-activations', residual(true))).toHaveLength(1);
  expect(await found('signed-activations', residual(false))).toEqual([]);
});

it('finds products in half precision, and none in single precision', async () => {
  const product = (half: boolean) => (net: QdqBuilder) => {
    const x = net.input('x', [4, 32]);
    if (!half) return net.output(net.node('MatMul', [x, net.matrix(32, 16)]));
    const weight = net.constant('float16', [32, 16], new Uint16Array(32 * 16).fill(0x2e66));
    const y = net.node('MatMul', [net.node('Cast', [x], { to: int(10) }), weight]);
    return net.output(net.node('Cast', [y], { to: int(1) }));
  };
  expect(await found('half-precision', product(true))).toHaveLength(1);
  expect(await found('half-precision', product(false))).toEqual([]);
});

it('finds Transposes and changes of layout that take a good part of the time, and no others', async () => {
  const turning = (count: number) => (net: QdqBuilder) => {
    let x = net.input('x', [1, 8, 8, 8]);
    for (let index = 0; index < 30; index++) {
      x = net.node('Conv', [x, net.weight([8, 8, 1, 1])]);
      if (index < count) x = net.node('Transpose', [x], { perm: ints([0, 1, 3, 2]) });
    }
    net.output(x);
  };
  expect(await found('transposes', turning(8))).toHaveLength(1);
  expect(await found('transposes', turning(1))).toEqual([]);
  const layers = (operator: string) => (net: QdqBuilder) => {
    let x = net.input('x', [1, 16, 8, 8]);
    for (let index = 0; index < 4; index++) x = net.node(operator, [net.node('Conv', [x, net.weight([16, 16, 1, 1])])]);
    net.output(x);
  };
  // The kernel for Relu knows the layout of convolutions, that for Erf does not. Other processors have no such layout.
  const [erf, relu] = [await found('layout-changes', layers('Erf')), await found('layout-changes', layers('Relu'))];
  if (process.arch === 'x64') expect(relu[0]?.milliseconds ?? 0).toBeLessThan(erf[0]!.milliseconds!);
});

it('leaves out what costs next to nothing, and puts what costs most first', async () => {
  const model = openModel(digitClassifier.file);
  const quantized = dynamicallyQuantized(model);
  const profile = await profileOf(quantized, digitClassifier.feeds());
  const rule = (name: string, milliseconds?: number) => ({
    name,
    find: () => [
      {
        ...({
          nodes: [],
          hazard: { code: 'hints.stage', args: {} },
          remedy: { code: 'hints.stage', args: {} },
        } as const),
        ...(milliseconds !== undefined && { milliseconds }),
      },
    ],
  });
  const input = { model: quantized, types: new Map(), profile, machine: x64 };
  const { kernels } = profile;
  const rules = [rule('tiny', kernels / 200), rule('small', kernels / 50), rule('none'), rule('large', kernels / 2)];
  expect(findHints(input, rules).map((hint) => hint.rule)).toEqual(['large', 'small', 'none']);
  model.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { int, ints } from '../../src/engine/onnx/attributes.ts';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { fusionReport } from '../../src/engine/runtime/fusionReport.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { conv3x3 } from '../fixtures/operators/convolutions.ts';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { disagreements } from './agreement.ts';
import { quantized } from './quantized.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-excluded-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** Something between two convolutions, whose output is named "middle". */
type Middle = (net: ModelBuilder, x: string) => string;

const named = { output: 'middle' };
const spread = { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) };

/** Nodes that the runtime runs on integers between integers whether its weights are integers or not. */
const middles: Readonly<Record<string, Middle>> = {
  Conv: (net, x) => net.node('Conv', [x, net.weight([8, 8, 3, 3]), net.bias(8)], spread, named),
  'Conv whose Relu stays': (net, x) =>
    net.node('Relu', [net.node('Conv', [x, net.weight([8, 8, 3, 3])], spread, named)]),
  Sigmoid: (net, x) => net.node('Sigmoid', [x], {}, named),
  Softmax: (net, x) => net.node('Softmax', [x], { axis: int(1) }, named),
  AveragePool: (net, x) => net.node('AveragePool', [x], spread, named),
  Add: (net, x) => net.node('Add', [x, conv3x3(net, x, 8, 8)], {}, named),
  'Mul of itself': (net, x) => net.node('Mul', [x, x], {}, named),
  Concat: (net, x) => net.node('Slice', [net.node('Concat', [x, x], { axis: int(2) }, named), ...rows(net)]),
  Where: (net, x) =>
    net.node('Where', [net.input('mask', ['N', 1, 12, 12], 'bool'), x, conv3x3(net, x, 8, 8)], {}, named),
  'MatMul of two tensors': (net, x) => net.node('MatMul', [x, conv3x3(net, x, 8, 8)], {}, named),
};

function rows(net: ModelBuilder): readonly string[] {
  return [net.ints([0]), net.ints([12]), net.ints([2])];
}

function between(middle: Middle) {
  return () => {
    const net = new ModelBuilder({ seed: 3 });
    const x = conv3x3(net, net.input('x', ['N', 8, 12, 12]), 8, 8);
    return net.output(conv3x3(net, middle(net, x), 8, 8)).build();
  };
}

describe('an excluded node between integers runs as float', () => {
  it.each(Object.entries(middles))('%s', async (_, middle) => {
    const { model, plan, decibels } = await quantized(between(middle), { excludeNodes: ['middle'] });
    const report = await fusionReport(model, { temporaryFolder });
    expect(report.find(({ node }) => node === 'middle')?.kind).toBe('float');
    expect(disagreements(plan, report)).toEqual([]);
    expect(plan.nodes.filter(({ precision }) => precision === 'integer').length).toBeGreaterThanOrEqual(2);
    expect(decibels).toBeGreaterThan(20);
  });

  it('a Gemm', async () => {
    const { model, plan, decibels } = await quantized(
      () => {
        const net = new ModelBuilder({ seed: 5 });
        const dense = (x: string, options = {}): string =>
          net.node('Gemm', [x, net.matrix(16, 16), net.bias(16)], {}, options);
        return net.output(dense(net.node('Relu', [dense(dense(net.input('x', ['N', 16])), named)]))).build();
      },
      { excludeNodes: ['middle'] },
    );
    const report = await fusionReport(model, { temporaryFolder });
    expect(report.find(({ node }) => node === 'middle')?.kind).toBe('float');
    expect(disagreements(plan, report)).toEqual([]);
    expect(decibels).toBeGreaterThan(25);
  });
});

describe('a node without integer kernel between integers', () => {
  it('keeps its float weights when it runs', async () => {
    const { model } = await quantized(
      between((net, x) => net.node('ConvTranspose', [x, net.weight([8, 8, 3, 3]), net.bias(8)], spread, named)),
    );
    const feeds = new Map(Object.entries(randomFeeds(model, new Random(9))));
    const [asFused, asWritten] = await Promise.all(
      (['all', 'disabled'] as const).map((optimization) =>
        withSession(
          model,
          { threads: 1, optimization },
          async (session) => [...(await session.run(feeds)).values()][0]!,
        ),
      ),
    );
    // Weights that were rounded would move most of the results by a step.
    const differ = realsOf(asFused!).filter((value, index) => Math.abs(value - realsOf(asWritten!)[index]!) > 1e-6);
    expect(differ.length / realsOf(asFused!).length).toBeLessThan(0.01);
  });
});

describe('excluded nodes that give the same on integers', () => {
  it.each<[string, Middle]>([
    ['Transpose', (net, x) => net.node('Transpose', [x], { perm: ints([0, 1, 3, 2]) }, named)],
    ['MaxPool', (net, x) => net.node('MaxPool', [x], { kernel_shape: ints([2, 2]) }, named)],
    ['Relu', (net, x) => net.node('Relu', [x], {}, named)],
  ])('%s still run on those, and the plan says so', async (_, middle) => {
    const { model, plan } = await quantized(between(middle), { excludeNodes: ['middle'] });
    expect(disagreements(plan, await fusionReport(model, { temporaryFolder }))).toEqual([]);
    const node = plan.nodes.find((each) => each.node === 'middle');
    expect(node?.precision).toBe('integer');
    expect(['reason.exact-anyway', 'reason.absorbed']).toContain(node?.reason.code);
  });
});

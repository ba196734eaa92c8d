import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestError, outputsOf, seededFeeds } from '../../../test/fixtures/computes.ts';
import { ModelBuilder, type BuilderOptions } from '../../../test/fixtures/modelBuilder.ts';
import '../../../test/propertySeed.ts';
import { layerMatrix, type LayerMatrix } from '../linear/layerMatrix.ts';
import { matrix } from '../linear/matrix.ts';
import { type Products, withProducts } from '../linear/products.ts';
import { type AttributeValue, float, int, ints, intsAttribute, text } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { DirectApproximation } from './forms/directApproximation.ts';
import type { FactorKind } from './forms/factorForms.ts';
import { SpatialApproximation } from './forms/spatialApproximation.ts';
import { splitLayer, storeFactors } from './splitLayer.ts';

/** Splits the only layer of a model at the rank at which nothing is lost. */
async function splitFully(model: Model, kind: FactorKind, products: Products): Promise<LayerMatrix> {
  const { graph } = model;
  const layer = [...graph.nodes].map((node) => layerMatrix(model, graph, node)).find((each) => each !== undefined)!;
  const weight = matrix(layer.outputs, layer.inputs, Float64Array.from(layer.read()));
  const tools = { products, seed: 1, signal: new AbortController().signal };
  const problem = { weight, covariance: undefined };
  const [high = 1, wide = 1] = layer.form.kind === 'convolution' ? layer.form.kernel : [];
  const factors =
    kind === 'spatial'
      ? await (
          await SpatialApproximation.of(problem, [high, wide], tools)
        ).factors(Math.min((layer.inputs / (high * wide)) * high, layer.outputs * wide))
      : await (await DirectApproximation.of(problem, tools)).factors(Math.min(layer.outputs, layer.inputs));
  splitLayer(model, layer, kind, storeFactors(model, layer, kind, factors), (base) => base);
  return layer;
}

/** Expects a model to compute the same after its layer was split. */
async function expectSame(build: () => Model, kind: FactorKind, products: Products): Promise<Model> {
  const feeds = seededFeeds(build());
  const model = build();
  const [before] = [...model.graph.nodes];
  const id = model.graph.id(before!);
  await splitFully(model, kind, products);
  expect(largestError(await outputsOf(model, feeds), await outputsOf(build(), feeds))).toBeLessThan(2e-5);
  const nodes = model.graph.inOrder();
  expect(nodes.slice(0, 2).map((node) => model.graph.origins(node))).toEqual([[id], [id]]);
  expect(nodes[1]!.name).toBe(before!.name);
  return model;
}

interface Convolution {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[] | 'SAME_UPPER' | 'SAME_LOWER' | 'VALID';
  readonly bias: boolean;
  readonly bare: boolean;
}

function convolutions(axes: number, smallest: number): fc.Arbitrary<Convolution> {
  const along = (from: number, to: number): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min: from, max: to }), { minLength: axes, maxLength: axes });
  const pads = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2 * axes, maxLength: 2 * axes });
  return fc
    .record({
      channels: fc.integer({ min: 1, max: 5 }),
      filters: fc.integer({ min: 1, max: 6 }),
      kernel: along(smallest, 4),
      strides: along(1, 3),
      dilations: along(1, 2),
      pads: fc.oneof(pads, fc.constantFrom('SAME_UPPER', 'SAME_LOWER', 'VALID')),
      bias: fc.boolean(),
      bare: fc.boolean(),
    })
    .map((each) => (typeof each.pads === 'string' ? { ...each, dilations: each.dilations.map(() => 1) } : each));
}

function convolutionModel({ channels, filters, kernel, strides, dilations, pads, bias, bare }: Convolution): Model {
  const net = new ModelBuilder({ opset: 13 });
  const x = net.input('x', [2, channels, ...kernel.map((_, axis) => 9 + axis)]);
  const inputs = [x, net.weight([filters, channels, ...kernel]), ...(bias ? [net.bias(filters)] : [])];
  const attributes: Record<string, AttributeValue> = {
    ...(typeof pads === 'string' ? { auto_pad: text(pads) } : { pads: ints(pads) }),
    // What has its default may be left out.
    ...(!bare && { kernel_shape: ints(kernel), group: int(1) }),
    ...((!bare || strides.some((each) => each > 1)) && { strides: ints(strides) }),
    ...((!bare || dilations.some((each) => each > 1)) && { dilations: ints(dilations) }),
  };
  return net.output(net.node('Conv', inputs, attributes)).build();
}

describe('a split layer of full rank computes the same', () => {
  for (const [kind, axes, smallest] of [
    ['channel', 1, 1],
    ['channel', 2, 1],
    ['channel', 3, 1],
    ['spatial', 2, 2],
  ] as const) {
    it(`as a convolution over ${axes} axes: ${kind}`, async () => {
      await withProducts(1, async (products) => {
        await fc.assert(
          fc.asyncProperty(convolutions(axes, smallest), async (convolution) => {
            const model = await expectSame(() => convolutionModel(convolution), kind, products);
            const [first, second] = model.graph.inOrder();
            expect(intsAttribute(first!, 'kernel_shape')).toEqual(
              kind === 'spatial' ? [convolution.kernel[0], 1] : convolution.kernel,
            );
            expect([first!.input.length, second!.input.length]).toEqual([2, convolution.bias ? 3 : 2]);
          }),
          { numRuns: 30 },
        );
      });
    });
  }

  it('as a matrix product, on either side, of any rank', async () => {
    await withProducts(1, async (products) => {
      for (const dims of [[5, 6], [3, 5, 6], [2, 3, 5, 6], [6]]) {
        for (const outputs of [1, 4, 9]) {
          const right = (): Model => {
            const net = new ModelBuilder();
            return net.output(net.node('MatMul', [net.input('x', dims), net.matrix(6, outputs)])).build();
          };
          await expectSame(right, 'product', products);
          if (dims.length === 1) continue;
          const left = (): Model => {
            const net = new ModelBuilder();
            return net.output(net.node('MatMul', [net.weight([outputs, 5]), net.input('x', dims)])).build();
          };
          await expectSame(left, 'product', products);
        }
      }
    });
  });

  const gemms: readonly BuilderOptions[] = [{ opset: 9 }, { opset: 13 }];
  it('as Gemm with all its transpositions, scalars and biases, in old and new opsets', async () => {
    await withProducts(1, async (products) => {
      for (const options of gemms) {
        for (const transA of [0, 1]) {
          for (const transB of [0, 1]) {
            for (const bias of [[4], [1, 4], [3, 1], []]) {
              const build = (): Model => {
                const net = new ModelBuilder(options);
                const x = net.input('x', transA === 1 ? [6, 3] : [3, 6]);
                const weight = net.weight(transB === 1 ? [4, 6] : [6, 4]);
                const attributes = { transA: int(transA), transB: int(transB), alpha: float(0.7), beta: float(1.3) };
                return net.output(net.node('Gemm', [x, weight, net.uniform(bias, -1, 1)], attributes), [3, 4]).build();
              };
              await expectSame(build, 'product', products);
            }
          }
        }
      }
    });
  });

  it('whether its weight is an initializer, an input as well, or the value of a Constant', async () => {
    await withProducts(1, async (products) => {
      for (const weights of ['initializers', 'inputs', 'constant-nodes'] as const) {
        const net = new ModelBuilder({ weights });
        const model = net.output(net.node('MatMul', [net.input('x', [3, 6]), net.matrix(6, 5)])).build();
        const feeds = seededFeeds(model);
        const before = await outputsOf(model, feeds);
        await splitFully(model, 'product', products);
        expect(largestError(await outputsOf(model, feeds), before)).toBeLessThan(2e-5);
      }
    });
  });
});

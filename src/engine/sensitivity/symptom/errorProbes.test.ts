import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { probedModel } from '../../runtime/probedModel.ts';
import { withSession } from '../../runtime/session.ts';
import type { ErrorSumsOfRun } from '../sampleErrors.ts';
import { ErrorProbes, errorSums, probesOf } from './errorProbes.ts';

/** The sums that probes make of two tensors. */
async function probed(x: Float32Array, y: Float32Array, dims: readonly number[], opset = 13): Promise<ErrorSumsOfRun> {
  const net = new ModelBuilder({ opset });
  net.input(
    'x',
    dims.map((_, axis) => `d${axis}`),
  );
  net.input(
    'y',
    dims.map((_, axis) => `d${axis}`),
  );
  const model = probedModel(net.output(net.node('Add', ['x', 'y'], {}, { output: 'z' })).build(), (copy) => {
    new ErrorProbes(copy, opset).add({ name: 't', reference: 'x', actual: 'y', dims });
  });
  const tensor = (data: Float32Array): DenseTensor => ({ type: 'float32', dims, data });
  const feeds = new Map([
    ['x', tensor(x)],
    ['y', tensor(y)],
  ]);
  return withSession(model, { threads: 1 }, async (session) => errorSums(await session.run(feeds, probesOf('t')), 't'));
}

/** The same sums in float64. */
function summed(x: Float32Array, y: Float32Array): ErrorSumsOfRun {
  let [signal, own, noise] = [0, 0, 0];
  for (const [index, value] of x.entries()) {
    signal += value ** 2;
    own += y[index]! ** 2;
    noise += Math.fround(value - y[index]!) ** 2;
  }
  return { signal, own, noise };
}

describe('the sums of two tensors', () => {
  it.each([
    [[], 13],
    [[7], 13],
    [[3, 4, 5, 6], 13],
    [[3, 4, 5, 6], 18],
    [[2, 0, 3], 13],
    [[2, 64, 100, 100], 13],
    // Longer than one row may be: by rows, in both ways that opsets name an axis.
    [[5, 1000, 1000], 13],
    [[5, 1000, 1000], 20],
    [[5_000_000], 13],
  ])('of shape %j are those in float64, by opset %i', async (dims, opset) => {
    const count = dims.reduce((product, size) => product * size, 1);
    const x = new Random(1).normals(count, 3, 1);
    const noise = new Random(2).normals(count, 0.01);
    const y = x.map((value, index) => value + noise[index]!);
    const [actual, expected] = [await probed(x, y, dims, opset), summed(x, y)];
    // One row is summed at once: see ErrorProbes.
    const tolerance = dims.length === 1 && count > 2 ** 22 ? 1e-3 : dims[0] === 5 ? 1e-6 : 1e-4;
    for (const sum of ['signal', 'own', 'noise'] as const) {
      expect(Math.abs(actual[sum] - expected[sum])).toBeLessThanOrEqual(tolerance * expected[sum]);
    }
  });

  it('of huge numbers of the same kind differ by less than a thousandth of a decibel', async () => {
    const count = 4_000_000;
    const x = new Random(3).normals(count);
    const y = x.map((value) => Math.round(value * 16) / 16);
    const [actual, expected] = [await probed(x, y, [count]), summed(x, y)];
    const decibels = ({ signal, noise }: ErrorSumsOfRun) => 10 * Math.log10(signal / noise);
    expect(Math.abs(decibels(actual) - decibels(expected))).toBeLessThan(1e-3);
  });

  it('are not finite where a number is not', async () => {
    const fine = Float32Array.of(1, 2, 3);
    expect((await probed(fine, Float32Array.of(1, NaN, 3), [3])).noise).toBeNaN();
    expect((await probed(fine, Float32Array.of(1, Infinity, 3), [3])).own).toBe(Infinity);
    expect((await probed(Float32Array.of(1, -Infinity, 3), fine, [3])).noise).toBe(Infinity);
  });
});

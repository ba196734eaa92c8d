import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { expectedMeans, meanAboveZero } from './expectedMeans.ts';

/** The mean of what becomes of x from N(mean, deviation²), by the trapezoidal rule. */
function integrated(mean: number, deviation: number, of: (x: number) => number): number {
  const steps = 40_000;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const z = -10 + (20 * step) / steps;
    sum += of(mean + deviation * z) * Math.exp((-z * z) / 2);
  }
  return (sum * 20) / steps / Math.sqrt(2 * Math.PI);
}

it.each([
  [0, 1],
  [1.3, 0.4],
  [-2, 0.5],
  [-0.2, 3],
  [4, 0.01],
  [-3.5, 1],
])('has the mean of a rectified Gaussian around %d with deviation %d', (mean, deviation) => {
  const wanted = integrated(mean, deviation, (x) => Math.max(0, x));
  expect(Math.abs(meanAboveZero(mean, deviation) - wanted)).toBeLessThan(1e-6 * deviation);
});

it('knows a channel that is always the same', () => {
  expect([meanAboveZero(2, 0), meanAboveZero(-2, 0)]).toEqual([2, 0]);
});

it('goes through what leaves means alone, and no further than to a batch normalization', () => {
  const net = new ModelBuilder();
  const x = net.input('x', [1, 2, 8, 8]);
  const vector = (...values: number[]): string => net.constant('float32', [2], Float32Array.from(values));
  const norm = net.node('BatchNormalization', [x, vector(-0.5, 2), vector(1, -1), vector(0, 0), vector(1, 1)]);
  const relu = net.node('Relu', [norm]);
  const clip = net.node('Clip', [norm, net.scalar(0), net.scalar(1.5)]);
  const pooled = net.node('GlobalAveragePool', [net.node('Identity', [relu])]);
  const again = net.node('Relu', [relu]);
  const sum = net.node('Add', [relu, clip]);
  const model = net.build();
  const close = (tensor: string, of: (x: number) => number): void => {
    const wanted = [integrated(1, 0.5, of), integrated(-1, 2, of)].map((mean) => expect.closeTo(mean, 6) as number);
    expect(Array.from(expectedMeans(model, tensor)!)).toEqual(wanted);
  };
  close(norm, (value) => value);
  close(relu, (value) => Math.max(0, value));
  close(pooled, (value) => Math.max(0, value));
  close(clip, (value) => Math.min(1.5, Math.max(0, value)));
  for (const tensor of [x, again, sum]) expect(expectedMeans(model, tensor)).toBeUndefined();
});

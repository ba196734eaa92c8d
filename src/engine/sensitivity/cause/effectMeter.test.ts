import { describe, expect, it } from 'vitest';
import type { Sample } from '../../data/dataset.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { EffectMeter } from './effectMeter.ts';

const sample: Sample = { index: 0, feeds: new Map() };
const options = { softmax: new Set<string>(), hasLabels: false, synthetic: false };

function tensor(dims: readonly number[], values: readonly number[]): DenseTensor {
  return { type: 'float32', dims, data: Float32Array.from(values) };
}

/** What a meter gives for one run of one output. */
async function effectOf(
  name: string,
  [reference, changed]: readonly [DenseTensor, DenseTensor],
  given: Partial<ConstructorParameters<typeof EffectMeter>[0]> = {},
  own: Sample = sample,
) {
  const meter = new EffectMeter({ ...options, ...given });
  await meter.add(own, new Map([[name, reference]]), new Map([[name, changed]]));
  return meter.effect();
}

/** Σ p · ln(p / q), from the definition. */
function divergenceOf(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, each, index) => sum + (each === 0 ? 0 : each * Math.log(each / q[index]!)), 0);
}

function softmax(values: readonly number[]): readonly number[] {
  const exponentials = values.map((value) => Math.exp(value));
  const sum = exponentials.reduce((total, each) => total + each, 0);
  return exponentials.map((each) => each / sum);
}

describe('EffectMeter', () => {
  it('gives the divergence of logits, the mean over rows', async () => {
    const random = new Random(1);
    const [a, b] = [Array.from(random.normals(12, 2)), Array.from(random.normals(12, 2))];
    const { divergence } = await effectOf('logits', [tensor([3, 4], a), tensor([3, 4], b)]);
    const rows = [0, 4, 8].map((at) => divergenceOf(softmax(a.slice(at, at + 4)), softmax(b.slice(at, at + 4))));
    expect(divergence).toBeCloseTo((rows[0]! + rows[1]! + rows[2]!) / 3, 6);
  });

  it('takes what a Softmax writes as probabilities, and what a LogSoftmax writes as their logarithms', async () => {
    const [p, q] = [
      [0.7, 0.2, 0.1],
      [0.5, 0.25, 0.25],
    ];
    const expected = divergenceOf(p, q);
    const written = { softmax: new Set(['y']) };
    const [ofP, ofQ] = [tensor([1, 3], p), tensor([1, 3], q)];
    expect((await effectOf('y', [ofP, ofQ], written)).divergence).toBeCloseTo(expected, 6);
    const [logP, logQ] = [p, q].map((values) => tensor([1, 3], values.map(Math.log)));
    expect((await effectOf('y', [logP!, logQ!], written)).divergence).toBeCloseTo(expected, 6);
    // In each step of a sequence.
    const [three, four] = [tensor([1, 2, 3], [...p, ...p]), tensor([1, 2, 3], [...q, ...p])];
    expect((await effectOf('y', [three, four], written)).divergence).toBeCloseTo(expected / 2, 6);
  });

  it('stays finite for huge logits and probabilities of zero, and says where values are none', async () => {
    const huge = await effectOf('logits', [tensor([1, 2], [3e30, -3e30]), tensor([1, 2], [3e30, -3e30])]);
    expect(huge.divergence).toBe(0);
    const zero = [tensor([1, 2], [0.5, 0.5]), tensor([1, 2], [1, 0])] as const;
    const { divergence } = await effectOf('y', zero, { softmax: new Set(['y']) });
    expect(divergence).toBeCloseTo(0.5 * Math.log(0.5) + 0.5 * Math.log(0.5 * 2 ** 24), 6);
    const none = await effectOf('logits', [tensor([1, 2], [1, 2]), tensor([1, 2], [1, Number.NaN])]);
    expect(none).toMatchObject({ divergence: Number.POSITIVE_INFINITY, sqnr: Number.NEGATIVE_INFINITY });
    const unknown = await effectOf('logits', [tensor([2, 2], [1, 2, Number.NaN, 1]), tensor([2, 2], [1, 2, 3, 1])]);
    expect(unknown.divergence).toBeCloseTo(0, 12);
  });

  it('counts rows with another class on real data alone', async () => {
    const outputs = [tensor([4, 2], [1, 0, 1, 0, 0, 1, 0, 1]), tensor([4, 2], [1, 0, 0, 1, 0, 1, 0, 1])] as const;
    expect((await effectOf('logits', outputs)).changed).toBe(0.25);
    const synthetic = await effectOf('logits', outputs, { synthetic: true });
    expect(synthetic).not.toHaveProperty('changed');
    expect(synthetic).toHaveProperty('divergence');
  });

  it('measures both by labels', async () => {
    const outputs = [tensor([4, 2], [1, 0, 1, 0, 0, 1, 0, 1]), tensor([4, 2], [1, 0, 0, 1, 0, 1, 0, 1])] as const;
    const { metrics } = await effectOf('y', outputs, { hasLabels: true }, { ...sample, labels: [0, 0, 1, 0] });
    expect(metrics).toMatchObject([{ unit: 'share', before: 0.75, after: 0.5 }]);
  });

  it('says nothing of classes of an output that is none', async () => {
    const effect = await effectOf('embedding', [tensor([1, 3], [1, 2, 3]), tensor([1, 3], [1, 2, 4])]);
    expect(effect).not.toHaveProperty('divergence');
    expect(effect).not.toHaveProperty('changed');
    expect(effect.sqnr).toBeCloseTo(10 * Math.log10(14), 6);
  });

  it('asks the real output that suffers most, run by run', async () => {
    const meter = new EffectMeter(options);
    const ids = (id: number): DenseTensor => ({ type: 'int64', dims: [1], data: BigInt64Array.of(BigInt(id)) });
    for (const noise of [1, 2]) {
      await meter.add(
        sample,
        new Map([
          ['a', tensor([2], [3, 4])],
          ['b', tensor([1], [10])],
          ['ids', ids(7)],
        ]),
        new Map([
          ['a', tensor([2], [3, 4 + noise])],
          ['b', tensor([1], [10.1])],
          ['ids', ids(100)],
        ]),
      );
    }
    expect(meter.effect().sqnr).toBeCloseTo(10 * Math.log10(50 / 5), 6);
    expect(meter.effect().outputs.map(({ output }) => output)).toEqual(['a', 'b', 'ids']);
    const errors = meter.errors();
    expect(errors.size).toBe(2);
    expect([errors.sqnr([0]), errors.sqnr([1])]).toEqual([10 * Math.log10(25), 10 * Math.log10(25 / 4)]);
  });

  it('takes an output of another size as lost, and infinities that are alike as equal', async () => {
    const shorter = await effectOf('y', [tensor([2], [1, 2]), tensor([1], [1])]);
    expect(shorter.sqnr).toBe(Number.NEGATIVE_INFINITY);
    const alike = [tensor([2], [1, Infinity]), tensor([2], [1, Infinity])] as const;
    expect((await effectOf('y', alike)).sqnr).toBe(Number.POSITIVE_INFINITY);
  });
});

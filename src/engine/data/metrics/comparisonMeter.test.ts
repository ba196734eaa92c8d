import { describe, expect, it } from 'vitest';
import { comparison } from '../../../protocol/result/evaluation.ts';
import type { Sample } from '../dataset.ts';
import { refusal, tensor } from '../testing/samples.ts';
import { ComparisonMeter, type ComparisonOptions } from './comparisonMeter.ts';
import { EvaluationMeter } from './evaluationMeter.ts';
import type { Metric, Outputs } from './metric.ts';

const sampleOf = (...labels: readonly number[]): Sample => ({ index: 0, feeds: new Map(), labels });
const logits = (...values: readonly number[]): Outputs => new Map([['logits', tensor([1, values.length], values)]]);

const options: ComparisonOptions = { softmax: new Set(), hasLabels: true, synthetic: false };

describe('ComparisonMeter', () => {
  it('compares two classifiers by accuracy, agreement and outputs', async () => {
    const meter = new ComparisonMeter(options);
    await meter.add(sampleOf(2), logits(0, 1, 2), logits(0, 1, 2));
    await meter.add(sampleOf(1), logits(0, 2, 1), logits(3, 2, 1));
    const result = meter.result();
    expect(result.metrics).toEqual([
      { name: { code: 'metric.top-1', args: {} }, unit: 'share', better: 'higher', before: 1, after: 0.5 },
    ]);
    expect(result.agreement).toBe(0.5);
    // Over both runs: signal 5 + 5, noise 9, product 5 + 5, own 5 + 14.
    const [difference] = result.outputs;
    expect(difference).toMatchObject({ output: 'logits', maximumError: 3 });
    expect(difference?.sqnr).toBeCloseTo(10 * Math.log10(10 / 9), 12);
    expect(difference?.cosine).toBeCloseTo((5 + 5) / Math.sqrt(10 * 19), 12);
  });

  it('measures outputs only where the answers mean nothing', async () => {
    const synthetic = new ComparisonMeter({ ...options, hasLabels: false, synthetic: true });
    await synthetic.add({ index: 0, feeds: new Map() }, logits(1, 2), logits(1, 2));
    expect(synthetic.result()).toEqual({
      metrics: [],
      outputs: [{ output: 'logits', sqnr: Infinity, cosine: 1, maximumError: 0 }],
    });
  });

  it('gives what a report can hold and read back, also where nothing differs', async () => {
    const meter = new ComparisonMeter(options);
    await meter.add(sampleOf(1), logits(1, 2), logits(1, 2));
    const samples = { source: 'x.npz', synthetic: false, count: 1, heldOut: true };
    const whole = { samples, ...meter.result() };
    const stored = JSON.stringify(comparison.encode(whole));
    expect(stored).toContain('"Infinity"');
    expect(comparison.decode(JSON.parse(stored) as ReturnType<typeof comparison.encode>)).toEqual(whole);
  });

  it('counts an output that is gone or changed its shape as lost', async () => {
    const meter = new ComparisonMeter({ ...options, hasLabels: false });
    const two = new Map([
      ...logits(1, 2),
      ['boxes', tensor([1, 4], [1, 2, 3, 4])] as const,
      ['ids', tensor([1], [1])] as const,
    ]);
    await meter.add(
      { index: 0, feeds: new Map() },
      two,
      new Map([...logits(1, 2), ['boxes', tensor([1, 3], [1, 2, 3])] as const]),
    );
    expect(meter.result().outputs.map(({ output, sqnr }) => [output, sqnr])).toEqual([
      ['logits', Infinity],
      ['boxes', -Infinity],
      ['ids', -Infinity],
    ]);
  });

  it('leaves out outputs of text', async () => {
    const text: Outputs = new Map([['words', { type: 'string', dims: [1], data: ['a'] }]]);
    const meter = new ComparisonMeter(options);
    await meter.add(sampleOf(0), text, text);
    expect(meter.result()).toEqual({ metrics: [], outputs: [] });
  });
});

describe('EvaluationMeter', () => {
  const counting: Metric = {
    name: { code: 'metric.user', args: { name: 'runs' } },
    unit: 'number',
    better: 'higher',
    create() {
      let runs = 0;
      return {
        add: () => {
          runs++;
        },
        result: () => runs,
      };
    },
  };

  it('measures top-5 beside top-1 where there are many classes, and the metrics of the user', async () => {
    const meter = new EvaluationMeter({ ...options, own: [counting] });
    const values = Array.from({ length: 11 }, (_, index) => index);
    await meter.add({ sample: sampleOf(7), outputs: logits(...values) });
    await meter.add({ sample: sampleOf(10), outputs: logits(...values) });
    expect(meter.result().map(({ name, value }) => [name.code, name.args, value])).toEqual([
      ['metric.top-1', {}, 0.5],
      ['metric.top-k', { k: 5 }, 1],
      ['metric.user', { name: 'runs' }, 2],
    ]);
  });

  it('has nothing to say before the first run, and refuses labels of another model', async () => {
    const meter = new EvaluationMeter(options);
    expect(meter.result()).toEqual([]);
    expect(await refusal(() => meter.add({ sample: sampleOf(5), outputs: logits(1, 2, 3) }))).toBe(
      'metric.label-range',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Comparison } from '../../../protocol/result/evaluation.ts';
import { userErrorOf } from '../../../../test/fixtures/userErrorOf.ts';
import { accuracyFloor, measureFor } from './measure.ts';

const samples = { source: 'x', synthetic: false, count: 10, heldOut: false };
const outputs = [
  { output: 'a', sqnr: 20, cosine: 1, maximumError: 0 },
  { output: 'b', sqnr: 12, cosine: 1, maximumError: 0 },
];
const top1 = { name: message('metric.top-1', {}), unit: 'share', better: 'higher', before: 0.9, after: 0.7 } as const;
const name = message('metric.user', { name: 'loss' });
const loss = { name, unit: 'number', better: 'lower', before: 0.2, after: 0.5 } as const;
const labelled: Comparison = { samples, metrics: [top1, loss], agreement: 0.8, outputs };
const classes: Comparison = { samples, metrics: [], agreement: 0.8, outputs };
const values: Comparison = { samples, metrics: [], outputs };

describe('what accuracy is measured by', () => {
  it.each<[string, Comparison, number, number]>([
    ['metric.top-1', labelled, 0.9, 0.7],
    ['metric.agreement', classes, 1, 0.8],
    ['summary.sqnr', values, Infinity, 12],
  ])('is %s where that is the best there is', (code, comparison, float, value) => {
    const measure = measureFor(undefined, comparison);
    expect(measure.described.name.code).toBe(code);
    expect(measure.float).toBe(float);
    expect(measure.valueOf(comparison)).toBe(value);
  });

  it.each<[string, Comparison, string]>([
    ['top1=90', classes, 'mixed.no-top1'],
    ['agreement=90', values, 'mixed.no-agreement'],
    ['sqnr=20', { ...values, outputs: [] }, 'mixed.no-sqnr'],
    ['metric=-1', classes, 'mixed.no-metric'],
  ])('is what the floor says, or an error: %s', (floor, comparison, code) => {
    expect(userErrorOf(() => measureFor(floor, comparison))).toEqual({ code, args: { floor } });
  });

  it('is worst where an output is no number', () => {
    const broken = { ...values, outputs: [{ ...outputs[0]!, sqnr: NaN }] };
    expect(measureFor('sqnr=1', values).valueOf(broken)).toBe(-Infinity);
  });
});

describe('the floor', () => {
  it.each<[string, number]>([
    ['top1=-0.5', 0.895],
    ['top1=+1', 0.91],
    ['top1=85', 0.85],
    ['agreement=99', 0.99],
    ['agreement=-2', 0.98],
    ['sqnr=30', 30],
    ['metric=-0.1', 0.3],
    ['metric=0.4', 0.4],
  ])('%s is %s', (floor, value) => {
    const measure = measureFor(floor, labelled);
    const least = accuracyFloor(floor, measure);
    expect(least.value).toBeCloseTo(value, 12);
    const worse = measure.described.better === 'higher' ? -1e-6 : 1e-6;
    const met = [value, value - worse, value + worse, NaN].map((each) => least.isMet(each));
    expect(met).toEqual([true, true, false, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { format } from '../../../../src/protocol/messages/catalogue.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { OutputEffect, SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { measuredGroups } from './measured.ts';
import { shownSensitivity } from './sensitivityLine.ts';

const done = { symptom: false, cause: false };

/** A line a fact, under the title of its group. */
function read(layer: Partial<SensitiveLayer>, awaited = done): Readonly<Record<string, readonly string[]>> {
  const text = (value: Parameters<typeof format>[0] | string): string =>
    typeof value === 'string' ? value : format(value);
  return Object.fromEntries(
    measuredGroups(layer, awaited).map(({ title, facts }) => [
      text(title),
      facts.map(({ name, value }) => `${text(name)} ${text(value)}`),
    ]),
  );
}

const effect = (sqnr: number, more: Partial<OutputEffect> = {}): OutputEffect => ({
  ...{ sqnr, outputs: [{ output: 'y', sqnr, cosine: 1, maximumError: 0 }], metrics: [] },
  ...more,
});

describe('what was measured of a layer', () => {
  it('has units, and says in words what is no number', () => {
    const metric = { name: message('metric.top-1', {}), unit: 'share', better: 'higher', before: 0.986 } as const;
    expect(
      read({
        symptom: { sqnr: 31.24, cosine: 0.99962, relative: 0.0274 },
        weights: { sqnr: Infinity, cosine: 1, relative: 0 },
        cause: effect(40, { divergence: 0.000_012, changed: 0.0125, metrics: [{ ...metric, after: 0.979 }] }),
        causeOfWeights: effect(Infinity, { divergence: 0, changed: 0, metrics: [{ ...metric, after: 0.986 }] }),
        causeOfActivations: effect(-Infinity),
        allBut: effect(NaN),
      }),
    ).toEqual({
      'Whole model quantized: this layer': ['SQNR 31.2 dB', 'cosine > 0.999', 'relative error 2.74 %'],
      'Only this layer quantized: the outputs': [
        ...['SQNR 40 dB', 'divergence < 0.0001 nats', 'changed answers 1.25 %', 'top-1 98.6 % → 97.9 %'],
      ],
      'Only its weight quantized: the outputs': [
        ...['SQNR no difference', 'divergence no difference', 'changed answers no difference'],
        'top-1 98.6 %, no difference',
      ],
      'Only its activations quantized: the outputs': ['SQNR values that are not finite'],
      'All but this layer quantized: the outputs': ['SQNR –'],
      'Weight alone': ['SQNR no difference'],
    });
  });

  it('tells the worst of several outputs as such', () => {
    const outputs = ['a', 'b'].map((output) => ({ output, sqnr: 30, cosine: 1, maximumError: 0 }));
    expect(read({ cause: effect(30, { outputs }) })).toEqual({
      'Only this layer quantized: the outputs': ['SQNR of the worst output 30 dB'],
    });
  });

  it('says what is still to come, and nothing of what will not come', () => {
    expect(read({}, { symptom: true, cause: true })).toEqual({
      'Whole model quantized: this layer': ['SQNR not measured yet'],
      'Only this layer quantized: the outputs': ['SQNR not measured yet'],
    });
    expect(read({})).toEqual({});
  });

  it('is shown by cause where that is known, else by symptom', () => {
    const symptom = { sqnr: 20, cosine: 1, relative: 0.1 };
    const rank = { rank: 2, low: 1, high: 3 };
    expect(shownSensitivity({})).toBeUndefined();
    expect(shownSensitivity({ symptom, symptomRank: rank })).toEqual({ signal: 'symptom', sqnr: 20, rank });
    expect(shownSensitivity({ symptom, symptomRank: rank, cause: effect(33) })).toEqual({
      ...{ signal: 'cause', sqnr: 33, rank: undefined },
    });
  });
});

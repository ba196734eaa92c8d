import { describe, expect, it } from 'vitest';
import { seededRandom } from '../data/random.ts';
import { matrix } from '../linear/matrix.ts';
import type { Approximation } from './approximation.ts';
import type { FactorForm } from './forms/factorForms.ts';
import { chooseRank, parseRank, ranksNear, roundedRank } from './rank.ts';

/** An approximation that loses the energies beyond the rank. */
function losing(energies: readonly number[]): Approximation {
  const lost = (rank: number): number => energies.slice(rank).reduce((sum, each) => sum + each, 0);
  return {
    total: lost(0),
    lost: (rank) => Promise.resolve(lost(rank)),
    factors: (rank) => Promise.resolve({ first: matrix(rank, 1), second: matrix(1, rank) }),
    product: () => Promise.resolve(matrix(1, 1)),
  };
}

function formOf(outputs: number, inputs: number): FactorForm {
  const limit = Math.ceil((outputs * inputs) / (outputs + inputs)) - 1;
  const fullRank = Math.min(outputs, inputs);
  return { kind: 'product', fullRank, macsPerRank: outputs + inputs, parametersPerRank: outputs + inputs, limit };
}

describe('the rank that a rule gives', () => {
  it('is read from the option', () => {
    expect(parseRank('12')).toEqual({ kind: 'rank', rank: 12 });
    expect(parseRank('energy=0.9')).toEqual({ kind: 'energy', share: 0.9 });
    expect(parseRank('macs=.5')).toEqual({ kind: 'macs', share: 0.5 });
    expect(parseRank('error=0.01')).toEqual({ kind: 'error', share: 0.01 });
  });

  it('is what trying all ranks finds', async () => {
    const random = seededRandom(4);
    for (let time = 0; time < 300; time++) {
      const [outputs, inputs] = [2 + Math.floor(40 * random()), 2 + Math.floor(40 * random())];
      const form = formOf(outputs, inputs);
      if (form.limit < 1) continue;
      const energies = Array.from({ length: form.fullRank }, () => random() ** 6).sort((a, b) => b - a);
      const approximation = losing(energies);
      const outputEnergy = approximation.total * (1 + random());
      const share = 0.02 + 0.96 * random();
      const macs = outputs * inputs;
      const all = Array.from({ length: form.fullRank }, (_, index) => index + 1);
      const saving = all.filter((rank) => rank * form.macsPerRank < macs);
      const lost = await Promise.all(all.map((rank) => approximation.lost(rank)));
      const wanted = {
        energy: saving.find((rank) => lost[rank - 1]! <= (1 - share) * approximation.total),
        error: saving.find((rank) => lost[rank - 1]! <= share * outputEnergy),
        macs: saving.findLast((rank) => rank * form.macsPerRank <= share * macs),
      };
      for (const kind of ['energy', 'error', 'macs'] as const) {
        const chosen = await chooseRank({ kind, share }, form, macs, approximation, outputEnergy);
        expect(chosen.pays).toBe(wanted[kind] !== undefined);
        expect(chosen.rank).toBe(wanted[kind] ?? (kind === 'macs' ? 1 : form.limit));
      }
    }
  });

  it('as a number is kept, and pays where it saves MACs', async () => {
    const form = formOf(12, 12);
    expect(form.limit).toBe(5);
    const choose = (rank: number) => chooseRank({ kind: 'rank', rank }, form, 144, losing([1]), 1);
    expect(await choose(5)).toEqual({ rank: 5, rounding: 'none', pays: true });
    expect(await choose(6)).toEqual({ rank: 6, rounding: 'none', pays: false });
    expect(await choose(99)).toEqual({ rank: 12, rounding: 'none', pays: false });
  });
});

describe('ranks near the chosen one', () => {
  it('are multiples of what kernels work on, upwards for quality and downwards for cost', () => {
    expect(ranksNear({ rank: 9, rounding: 'up', pays: true }, 20)).toEqual([9, 12, 16]);
    expect(ranksNear({ rank: 9, rounding: 'up', pays: true }, 14)).toEqual([9, 12]);
    expect(ranksNear({ rank: 37, rounding: 'down', pays: true }, 99)).toEqual([32, 36, 37]);
    expect(ranksNear({ rank: 3, rounding: 'down', pays: true }, 99)).toEqual([3]);
    expect(ranksNear({ rank: 9, rounding: 'none', pays: true }, 99)).toEqual([9]);
  });

  it('are rounded to 4 where nothing is measured, if that still saves MACs', () => {
    expect(roundedRank({ rank: 9, rounding: 'up', pays: true }, 20)).toBe(12);
    expect(roundedRank({ rank: 9, rounding: 'up', pays: true }, 11)).toBe(9);
    expect(roundedRank({ rank: 9, rounding: 'down', pays: true }, 20)).toBe(8);
    expect(roundedRank({ rank: 3, rounding: 'down', pays: true }, 20)).toBe(3);
    expect(roundedRank({ rank: 9, rounding: 'none', pays: true }, 20)).toBe(9);
  });
});

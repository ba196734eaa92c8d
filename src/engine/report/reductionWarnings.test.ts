import { expect, it } from 'vitest';
import { lowRank, prunedChannels, prunedWeights } from '../../../test/fixtures/reductions.ts';
import type { Reduction } from '../../protocol/result/reduction.ts';
import { reductionWarnings } from './reductionWarnings.ts';

const file = (bytes: number) => ({ path: 'm.onnx', bytes, sha256: '', dataFiles: [] });
const speedup = (low: number, high: number) => {
  const time = { median: 1, low: 1, high: 1 };
  return { before: time, after: time, speedup: { median: (low + high) / 2, low, high }, runs: 9, threads: 1 };
};

function codes(reductions: readonly Reduction[], [low, high]: readonly [number, number], after = 50) {
  const told = { input: file(100), output: file(after), latency: speedup(low, high), reductions };
  return reductionWarnings(told).map(({ code }) => code);
}

it('says where MACs went, and time did not', () => {
  expect(codes([prunedChannels, lowRank], [0.95, 1.1])).toEqual(['pruning.no-faster']);
  expect(codes([prunedChannels], [1.01, 1.1])).toEqual([]);
  // That it is slower is said already.
  expect(codes([prunedChannels], [0.8, 0.9])).toEqual([]);
});

it('expects no speed of a few MACs, nor of zeros', () => {
  const few = { ...prunedChannels, macs: { before: 100, after: 95 } };
  expect(codes([few], [0.95, 1.1])).toEqual([]);
  expect(codes([prunedWeights], [0.95, 1.1])).toEqual([]);
});

it('says where zeros did not make the file smaller', () => {
  expect(codes([prunedWeights], [1.1, 1.2], 100)).toEqual(['pruning.no-smaller']);
});

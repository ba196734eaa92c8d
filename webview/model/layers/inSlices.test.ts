import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inSlices } from './inSlices.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('comes to each of many once, and leaves room in between', () => {
  const seen: number[] = [];
  inSlices(2500, (index) => seen.push(index));
  expect(seen.length).toBe(0);
  vi.advanceTimersToNextTimer();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThan(2500);
  vi.runAllTimers();
  expect(seen).toEqual(Array.from({ length: 2500 }, (_, index) => index));
});

it('ends where it is told to, and where there is nothing to do', () => {
  const act = vi.fn();
  const end = inSlices(5000, act);
  vi.advanceTimersToNextTimer();
  const calls = act.mock.calls.length;
  end();
  vi.runAllTimers();
  expect(act).toHaveBeenCalledTimes(calls);
  inSlices(0, act);
  vi.runAllTimers();
  expect(act).toHaveBeenCalledTimes(calls);
});

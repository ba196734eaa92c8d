import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Throttle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('acts at once, then once in a while, and does not forget the last time', () => {
  const times: number[] = [];
  const began = performance.now();
  const throttle = new Throttle(100, () => times.push(performance.now() - began));
  for (let ask = 0; ask < 25; ask++) {
    throttle.ask();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  expect(times).toEqual([0, 100, 200, 300]);
});

it('does at once what is still to be done, and nothing else', () => {
  const act = vi.fn();
  const throttle = new Throttle(100, act);
  throttle.flush();
  expect(act).not.toHaveBeenCalled();
  throttle.ask();
  throttle.ask();
  throttle.flush();
  expect(act).toHaveBeenCalledTimes(2);
  throttle.ask();
  throttle.stop();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(2);
});

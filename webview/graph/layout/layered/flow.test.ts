import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NetDescription, scopeOf } from '../fixtures/scopes.ts';
import { flowOf } from './flow.ts';

const count = 12;
const pairs = fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 40 });
const backwardCount = (nets: readonly NetDescription[]): number =>
  flowOf(scopeOf(count, nets)).backward.reduce((sum, each) => sum + each, 0);

describe('flowOf', () => {
  it('orders all items so that only backward entries go back', () => {
    fc.assert(
      fc.property(pairs, (nets) => {
        const { order, backward } = flowOf(scopeOf(count, nets));
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
        nets.forEach(([source, target], entry) => {
          expect(order.indexOf(source) < order.indexOf(target)).toBe(backward[entry] === 0);
        });
      }),
    );
  });

  it('has nothing go back where there is no cycle', () => {
    const forward = pairs.map((all) => all.filter(([a, b]) => a < b));
    fc.assert(
      fc.property(forward, (nets) => {
        expect(backwardCount(nets)).toBe(0);
      }),
    );
  });

  it('has less than half go back', () => {
    // The bound of Eades, Lin and Smyth for graphs without loops and cycles of two.
    const simple = pairs.map((all) => {
      const kept = new Map<string, NetDescription>();
      for (const [a, b] of all) if (a !== b && !kept.has(`${b} ${a}`)) kept.set(`${a} ${b}`, [a, b]);
      return [...kept.values()];
    });
    fc.assert(
      fc.property(simple, (nets) => {
        expect(backwardCount(nets)).toBeLessThanOrEqual(nets.length / 2);
      }),
    );
  });

  it('breaks a ring once, and a loop where it is', () => {
    expect(backwardCount(Array.from({ length: count }, (_, item) => [item, (item + 1) % count]))).toBe(1);
    expect(backwardCount([[3, 3]])).toBe(1);
  });
});

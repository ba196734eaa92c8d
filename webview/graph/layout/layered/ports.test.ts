import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadPorts } from './ports.ts';

describe('spreadPorts', () => {
  it('puts a line from straight above into the middle, and others beside it', () => {
    expect(spreadPorts([100], 100, 26, 12)).toEqual([100]);
    expect(spreadPorts([40, 100], 100, 26, 12)).toEqual([88, 100]);
    expect(spreadPorts([100, 400, 500], 100, 26, 12)).toEqual([100, 112, 124]);
  });

  it('lets a line beside the middle come down straight where there is room', () => {
    expect(spreadPorts([100, 118], 100, 26, 12)).toEqual([100, 118]);
    expect(spreadPorts([100, 118, 119], 100, 26, 12)).toEqual([100, 112, 124]);
  });

  it('puts lines of which none is straight about the middle', () => {
    expect(spreadPorts([0, 300], 100, 26, 12)).toEqual([94, 106]);
  });

  it('keeps the order, and stays within the node', () => {
    const lines = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 60 }), (wanted, room) => {
        const places = spreadPorts(
          wanted.toSorted((a, b) => a - b),
          0,
          room,
          12,
        );
        places.forEach((place, index) => {
          expect(Math.abs(place)).toBeLessThanOrEqual(room + 1e-9);
          if (index > 0) expect(place).toBeGreaterThanOrEqual(places[index - 1]! - 1e-9);
        });
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ofStatFile, otherUse, processorTimes } from './processorUse.ts';

const file = (user: number, idle: number, stolen: number): string => `cpu  ${user} 0 10 ${idle} 5 0 0 ${stolen} 7 0
cpu0 1 0 0 0 0 0 0 0 0 0
cpu1 1 0 0 0 0 0 0 0 0 0
intr 5
`;

describe('what the processors did', () => {
  it('is read from the file of the system; what was stolen is busy, waiting for a disk is not', () => {
    expect(ofStatFile(file(100, 200, 50))).toEqual({ busy: 160, total: 365, processors: 2 });
  });

  it.each(['', 'cpu 1 2 3', 'nothing'])('is unknown from %j', (text) => {
    expect(ofStatFile(text)).toBeUndefined();
  });

  it('is known on this machine, and grows', () => {
    const before = processorTimes();
    expect(before?.processors).toBeGreaterThan(0);
    expect(processorTimes()!.total).toBeGreaterThanOrEqual(before!.total);
  });
});

describe('what others used', () => {
  const before = ofStatFile(file(0, 0, 0));

  it('is what is left without our own', () => {
    // Of 2 processors in 1 s, in hundredths: 150 busy, 50 idle; half a second was ours.
    expect(otherUse(before, ofStatFile(file(150, 50, 0)), 500, 1000)).toBeCloseTo(0.5);
  });

  it('is nothing where all was ours, even if clocks do not agree', () => {
    expect(otherUse(before, ofStatFile(file(100, 100, 0)), 1100, 1000)).toBe(0);
  });

  it('is unknown where the system does not tell, or its clock stands still', () => {
    expect(otherUse(undefined, before, 0, 1000)).toBeUndefined();
    expect(otherUse(before, undefined, 0, 1000)).toBeUndefined();
    expect(otherUse(before, before, 0, 1000)).toBeUndefined();
  });
});

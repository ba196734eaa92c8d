import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCrossings, type Segment } from '../fixtures/lineCrossings.ts';
import { assignTracks } from './tracks.ts';
import { WireList, type Wires } from './wires.ts';

/** A wire as where it comes from and where it goes to. */
type Course = readonly [from: number, ...to: readonly number[]];

function wiresOf(courses: readonly Course[]): { wires: Wires; position: Float64Array } {
  const list = new WireList();
  courses.forEach(([, ...to], net) => {
    list.begin(net, 1);
    list.end(0, false);
    for (const _ of to) list.end(0, true);
  });
  return { wires: list.done(), position: Float64Array.from(courses.flat()) };
}

/** The lines that are drawn when each wire is on the given track. */
function lines(courses: readonly Course[], track: ArrayLike<number>): Segment[] {
  return courses.flatMap(([from, ...to], net): Segment[] => {
    const y = 1 + track[net]!;
    const ends = [from, ...to];
    return [
      { net, from: [from, 0], to: [from, y] },
      { net, from: [Math.min(...ends), y], to: [Math.max(...ends), y] },
      ...to.map((x): Segment => ({ net, from: [x, y], to: [x, 100] })),
    ];
  });
}

function tracksOf(courses: readonly Course[]): { track: Int32Array; count: number } {
  const { wires, position } = wiresOf(courses);
  return assignTracks(wires, Uint32Array.from(courses.keys()), position);
}

const crossingsOf = (courses: readonly Course[]): number => lineCrossings(lines(courses, tracksOf(courses).track));

/** Places that are all different and far enough from each other to be told apart. */
const places = fc.shuffledSubarray(
  Array.from({ length: 20 }, (_, index) => index * 20),
  { minLength: 20 },
);
const courses = fc
  .tuple(places, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 5 }))
  .map(([free, counts]): Course[] => {
    const left = [...free];
    return counts.map((count): Course => [left.pop()!, ...left.splice(0, count)]);
  });

describe('assignTracks', () => {
  it('gives lines that overlap different tracks', () => {
    fc.assert(
      fc.property(courses, (all) => {
        const { track, count } = tracksOf(all);
        all.forEach((one, index) => {
          expect(track[index]).toBeLessThan(count);
          for (const other of all.slice(0, index)) {
            const apart = Math.max(...one) < Math.min(...other) || Math.max(...other) < Math.min(...one);
            if (!apart) expect(track[index]).not.toBe(track[all.indexOf(other)]);
          }
        });
      }),
    );
  });

  it('lets parallel lines share no crossing, and short ones a track', () => {
    const right: Course[] = [
      [0, 40],
      [20, 60],
      [40, 80],
      [60, 100],
    ];
    expect(crossingsOf(right)).toBe(0);
    expect(crossingsOf(right.map(([from, to]): Course => [to!, from]))).toBe(0);
    expect(
      tracksOf([
        [0, 20],
        [100, 120],
        [200, 220],
      ]).count,
    ).toBe(1);
  });

  it('comes near the fewest crossings of all orders', () => {
    let [ours, fewest] = [0, 0];
    fc.assert(
      fc.property(courses, (all) => {
        const mine = crossingsOf(all);
        const best = Math.min(...permutations(all.length).map((track) => lineCrossings(lines(all, track))));
        expect(mine).toBeLessThanOrEqual(best + 2);
        ours += mine;
        fewest += best;
      }),
    );
    expect(ours).toBeLessThanOrEqual(1.02 * fewest);
  });

  it('puts thousands into one gap without comparing all of them', () => {
    const many = Array.from({ length: 5000 }, (_, index): Course => [index * 10, 25_000 + (index % 100)]);
    const { count } = tracksOf(many);
    expect(count).toBeGreaterThan(1000);
    expect(count).toBeLessThanOrEqual(5000);
  });
});

function permutations(length: number): number[][] {
  if (length === 0) return [[]];
  return permutations(length - 1).flatMap((shorter) =>
    Array.from({ length }, (_, place) => [...shorter.slice(0, place), length - 1, ...shorter.slice(place)]),
  );
}

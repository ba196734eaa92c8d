import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../../test/propertySeed.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { chooseCuts, type CutProblem, prices } from './cuts.ts';
import { timelineOf } from './timeline.ts';

/** A random graph of sums, with random sizes, costs and layers. */
function randomProblem(steps: number, seed: number, share: number): CutProblem {
  const random = new Random(seed);
  const net = new ModelBuilder();
  const tensors = [net.input('x', [4])];
  for (let step = 0; step < steps; step++) {
    // Mostly what was written last: graphs of models are long.
    const recent = (): string => tensors[Math.max(0, tensors.length - 1 - random.integer(random.integer(3) + 1))]!;
    tensors.push(net.node('Add', [recent(), recent()]));
  }
  const model = net
    .output(tensors.at(-1)!)
    .output(random.pick(tensors.slice(1, -1)))
    .build();
  const sizes = new Map(
    tensors.map((tensor) => [tensor, random.integer(12) === 0 ? undefined : 1 + random.integer(50)]),
  );
  const layers = [];
  for (let first = random.integer(3); first < steps - 1; first += 2 + random.integer(2)) {
    layers.push({ first, last: first + random.integer(2) });
  }
  return {
    timeline: timelineOf(model, new Set()),
    bytesOf: (tensor) => sizes.get(tensor),
    costs: {
      run: Float64Array.from(random.uniforms(steps, 0, 1)),
      load: Float64Array.from(random.uniforms(steps, 0, 1)),
    },
    layers,
    samples: 1 + random.integer(4),
    limit: Math.floor(share * 60 * steps),
  };
}

/** What cuts cost, tensor by tensor and layer by layer; undefined where they may not be. */
function judge(problem: CutProblem, positions: readonly number[]) {
  const { timeline, bytesOf, costs, layers, samples } = problem;
  const aliveAt = (position: number): readonly string[] =>
    [...timeline.tensors.values()]
      .filter(({ born, lastRead }) => born < position && lastRead >= position)
      .map(({ name }) => name);
  const sizeOf = (tensor: string): number => {
    const { born, isOutput } = timeline.tensors.get(tensor)!;
    return born < 0 || isOutput ? 0 : bytesOf(tensor)!;
  };
  const kept = new Set(positions.flatMap(aliveAt));
  if ([...kept].some((tensor) => bytesOf(tensor) === undefined)) return undefined;
  if (positions.some((position) => layers.some(({ first, last }) => first < position && position <= last)))
    return undefined;
  const bytes = samples * [...kept].reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  const borders = [0, ...positions, timeline.steps.length];
  const loads = borders.slice(1).map((end, index) => {
    return prices.ofSession + costs.load.slice(borders[index], end).reduce((sum, each) => sum + each, 0);
  });
  let seconds = loads.slice(0, -1).reduce((sum, each) => sum + each, 0);
  for (const { first } of layers) {
    const segment = borders.findLastIndex((border) => border <= first);
    seconds += loads[segment]! + samples * costs.run.slice(borders[segment]).reduce((sum, each) => sum + each, 0);
    for (const position of positions.filter((each) => each > first)) {
      const copied = aliveAt(position).reduce((sum, tensor) => sum + sizeOf(tensor), 0);
      seconds += samples * (prices.ofPassing + copied * prices.ofByte);
    }
  }
  return bytes <= problem.limit ? { seconds, bytes } : undefined;
}

function best(problem: CutProblem): number {
  const steps = problem.timeline.steps.length;
  let least = Number.POSITIVE_INFINITY;
  for (let cuts = 0; cuts < 2 ** (steps - 1); cuts++) {
    const positions = Array.from({ length: steps - 1 }, (_, index) => index + 1).filter(
      (each) => (cuts >> (each - 1)) & 1,
    );
    least = Math.min(least, judge(problem, positions)?.seconds ?? least);
  }
  return least;
}

const problems = (most: number) =>
  fc
    .tuple(fc.integer({ min: 4, max: most }), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([steps, seed, share]) => randomProblem(steps, seed, share));

describe('chooseCuts', () => {
  it('says what its cuts cost, which are allowed', () => {
    fc.assert(
      fc.property(problems(40), (problem) => {
        const { positions, seconds, bytes } = chooseCuts(problem);
        const judged = judge(problem, positions);
        expect(judged?.seconds).toBeCloseTo(seconds, 9);
        expect(judged?.bytes).toBeCloseTo(bytes, 6);
      }),
      { numRuns: 200 },
    );
  });

  it('is the best there is', () => {
    fc.assert(
      fc.property(problems(10), (problem) => {
        expect(chooseCuts(problem).seconds).toBeCloseTo(best(problem), 9);
      }),
      { numRuns: 60 },
    );
  });

  it('cuts nothing where nothing may be kept, and only where it may', () => {
    const problem = randomProblem(30, 4, 1);
    expect(chooseCuts({ ...problem, limit: 0 })).toMatchObject({ positions: [], bytes: 0 });
    const all = chooseCuts({ ...problem, limit: 1e9 }).positions;
    expect(all.length).toBeGreaterThan(3);
    const among = new Set(all.filter((_, index) => index % 2 === 0));
    for (const position of chooseCuts({ ...problem, limit: 1e9, among }).positions) expect(among).toContain(position);
  });

  it('takes seconds at most for 500 layers among 7,000 nodes', () => {
    const problem = randomProblem(7000, 5, 0.02);
    const layers = Array.from({ length: 500 }, (_, index) => ({ first: 14 * index, last: 14 * index + 1 }));
    const { seconds, bound, positions } = chooseCuts({ ...problem, layers });
    expect(positions.length).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(1.02 * bound);
  });
});

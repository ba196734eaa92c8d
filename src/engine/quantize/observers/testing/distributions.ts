import { Random } from '../../../../../test/fixtures/random.ts';

/** What activations look like. */
const distributions = {
  normal: (random: Random) => random.normal(),
  shifted: (random: Random) => 3 + random.normal(),
  laplace,
  relu: (random: Random) => Math.max(0, random.normal()),
  relu6: (random: Random) => Math.min(6, Math.max(0, 3 * random.normal())),
  negative: (random: Random) => -Math.abs(laplace(random)),
  hardSwish: (random: Random) => {
    const x = 3 * random.normal();
    return (x * Math.min(6, Math.max(0, x + 3))) / 6;
  },
  uniform: (random: Random) => random.uniform(),
} as const;

export type Distribution = keyof typeof distributions;

/** `length` values of a distribution, the same for the same seed. */
export function sample(distribution: Distribution, length: number, seed = 1): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length }, () => distributions[distribution](random));
}

export const distributionNames = Object.keys(distributions) as Distribution[];

function laplace(random: Random): number {
  const centred = random.uniform(-0.5, 0.5);
  return -Math.sign(centred) * Math.log(1 - 2 * Math.abs(centred));
}

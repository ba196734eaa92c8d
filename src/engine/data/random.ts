/** A 32-bit number that has nothing to do with those of its neighbours (the finalizer of MurmurHash3). */
export function scatterBits(value: number): number {
  let hash = Math.imul(value + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same keys (xoshiro128** of Blackman and Vigna, 2018). */
export function seededRandom(...keys: readonly number[]): () => number {
  let key = 0;
  for (const each of keys) key = scatterBits(key ^ scatterBits(each));
  let a = scatterBits(key);
  let b = scatterBits(a);
  let c = scatterBits(b);
  let d = scatterBits(c) | 1;
  return () => {
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 2 ** 32;
  };
}

/** Numbers from N(0, 1) (the method of Box and Muller, 1958). */
export function normalNumbers(uniform: () => number): () => number {
  let second: number | undefined;
  return () => {
    if (second !== undefined) {
      const value = second;
      second = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    second = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

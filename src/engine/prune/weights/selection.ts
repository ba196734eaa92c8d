/** Scores of one layer's units that can be looked at again and again; the lowest go first. */
export interface RankedUnits {
  /** Not negative, one a unit; may be made anew for each call. */
  scores(): Float32Array;
  /** Weights of a unit. */
  readonly sizeOf: (unit: number) => number;
  /** Weights that may go at most, never more than there are. */
  readonly most: number;
}

/** Where a layer is cut: units below the threshold go, and of those at it, in their order, as many as `ties` weights allow. */
export interface Cut {
  readonly threshold: number;
  readonly ties: number;
}

const nothing: Cut = { threshold: 0, ties: 0 };

/** Bits of a score that are looked at together, from the highest: the bits of numbers that are not negative rise with them. */
const digits = [
  { shift: 21, bits: 11 },
  { shift: 10, bits: 11 },
  { shift: 0, bits: 10 },
] as const;

/**
 * Ranks the units of all layers together and cuts each, so that as many weights go as `target` says, or as the limits of the layers
 * allow. The threshold is found digit by digit from histograms, so that no scores are sorted and those of one layer are in memory at a
 * time. Where units have several weights, never more than the target go.
 */
export function cutAll(layers: readonly RankedUnits[], target: number): readonly Cut[] {
  const wanted = Math.min(target, sum(layers.map(({ most }) => most)));
  if (wanted <= 0) return layers.map(() => nothing);
  let prefix = 0;
  // Weights below the prefix, in each layer.
  const below = layers.map(() => 0);
  let at: number[] = [];
  for (const { shift, bits } of digits) {
    const histograms = layers.map((layer) => histogram(layer, prefix, shift, bits));
    const digit = reaching(layers, histograms, below, wanted, 2 ** bits);
    histograms.forEach((counts, layer) => {
      for (let bin = 0; bin < digit; bin++) below[layer]! += counts[bin]!;
    });
    at = histograms.map((counts) => counts[digit]!);
    prefix = prefix * 2 ** bits + digit;
  }
  return shareTies(layers, wanted, below, at, fromBits(prefix));
}

/** Gives layers the weights at the threshold that are still wanted; those that are at their limit before are cut alone. */
function shareTies(
  layers: readonly RankedUnits[],
  wanted: number,
  below: readonly number[],
  at: readonly number[],
  threshold: number,
): readonly Cut[] {
  let missing = wanted - sum(layers.map(({ most }, layer) => Math.min(most, below[layer]!)));
  return layers.map((layer, index) => {
    const left = layer.most - below[index]!;
    if (left < 0) return cutAll([layer], layer.most)[0]!;
    const ties = Math.min(missing, at[index]!, left);
    missing -= ties;
    return { threshold, ties };
  });
}

/** Weights of the units whose score begins with `prefix`, by the next digit. */
function histogram(layer: RankedUnits, prefix: number, shift: number, bits: number): Float64Array {
  const counts = new Float64Array(2 ** bits);
  const scores = layer.scores();
  const words = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const mask = 2 ** bits - 1;
  const above = shift + bits;
  for (let unit = 0; unit < words.length; unit++) {
    const word = words[unit]!;
    if (above < 32 && word >>> above !== prefix) continue;
    counts[(word >>> shift) & mask]! += layer.sizeOf(unit);
  }
  return counts;
}

/** The first digit with which as many weights as wanted are at or below it. */
function reaching(
  layers: readonly RankedUnits[],
  histograms: readonly Float64Array[],
  below: readonly number[],
  wanted: number,
  size: number,
): number {
  const counted = [...below];
  for (let digit = 0; digit < size; digit++) {
    let reached = 0;
    histograms.forEach((counts, layer) => {
      counted[layer]! += counts[digit]!;
      reached += Math.min(layers[layer]!.most, counted[layer]!);
    });
    if (reached >= wanted) return digit;
  }
  return size - 1;
}

/** Says for every unit of a layer whether it goes. */
export function goingUnits(layer: RankedUnits, { threshold, ties }: Cut): Uint8Array {
  let left = ties;
  return Uint8Array.from(layer.scores(), (score, unit) => {
    if (score !== threshold) return score < threshold ? 1 : 0;
    const size = layer.sizeOf(unit);
    if (size > left) return 0;
    left -= size;
    return 1;
  });
}

function fromBits(word: number): number {
  return new Float32Array(Uint32Array.of(word).buffer)[0]!;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

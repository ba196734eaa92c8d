/** A tensor whose elements are to be fetched. */
export interface Fetchable {
  readonly tensor: string;
  readonly elements: number;
  readonly bytesPerElement: number;
  /** Whether some of the elements, evenly spread, will do where all would be too many. */
  readonly divisible: boolean;
}

/** How a tensor is fetched: every `step`-th element, 1 for all. */
export interface Fetch {
  readonly tensor: string;
  readonly step: number;
}

/**
 * Divides tensors, in the order of their creation, into groups that are fetched in a run each, so that no run fetches more
 * than `budget` bytes: what is fetched is held twice, by the runtime and here. Where all together are more than one run
 * may fetch, the largest of those that are divisible are thinned out to a common size, until one run suffices.
 */
export function fetchGroups(tensors: readonly Fetchable[], budget: number): readonly (readonly Fetch[])[] {
  const sizes = tensors.map((each) => each.elements * each.bytesPerElement);
  const limit = Math.min(budget, commonLimit(tensors, sizes, budget));
  const fetches = tensors.map((each, index) => {
    const step = each.divisible ? stepFor(each.elements, sizes[index]! / limit) : 1;
    return { tensor: each.tensor, step, bytes: sizes[index]! / step };
  });
  const total = fetches.reduce((sum, { bytes }) => sum + bytes, 0);
  return inGroups(fetches, total / Math.max(1, Math.ceil(total / budget)), budget);
}

/** The largest size to which all larger tensors can be thinned so that the sum is within `total`. */
function commonLimit(tensors: readonly Fetchable[], sizes: readonly number[], total: number): number {
  const divisible = tensors.flatMap((each, index) => (each.divisible ? [sizes[index]!] : [])).sort((a, b) => a - b);
  let left = total - sizes.reduce((sum, size, index) => sum + (tensors[index]!.divisible ? 0 : size), 0);
  for (const [index, size] of divisible.entries()) {
    const share = left / (divisible.length - index);
    // A tensor never gets less than a page of elements, whatever the sum.
    if (size > share) return Math.max(share, 4096);
    left -= size;
  }
  return Infinity;
}

/**
 * A step of at least `ratio` that has no divisor in common with the number of elements, and so with no dimension: then it
 * passes through all rows, columns and channels alike.
 */
function stepFor(elements: number, ratio: number): number {
  let step = Math.ceil(ratio);
  while (step > 1 && greatestCommonDivisor(elements, step) > 1) step++;
  return Math.max(1, step);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Groups of about `target` bytes, so that the last is no small rest, and of at most `budget` unless one tensor is more. */
function inGroups(
  fetches: readonly (Fetch & { readonly bytes: number })[],
  target: number,
  budget: number,
): readonly (readonly Fetch[])[] {
  const groups: Fetch[][] = [];
  let held = Infinity;
  for (const { tensor, step, bytes } of fetches) {
    if (held >= target || held + bytes > budget) {
      groups.push([]);
      held = 0;
    }
    groups.at(-1)?.push({ tensor, step });
    held += bytes;
  }
  return groups;
}

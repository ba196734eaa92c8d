import type { Figure } from './figures.ts';

/** What nodes have of a figure together, for several that stand for nodes at a time: boxes of a drawing, or one selection. */
export class CombinedFigures {
  /** Sums, weighted ones, or what stands out most: NaN where no node counted yet. */
  private readonly gathered: Float64Array;
  private readonly weights: Float64Array;
  private readonly counted: Uint32Array;

  /** @param targets how many stand for nodes */
  constructor(
    private readonly figure: Figure,
    targets: number,
  ) {
    this.gathered = new Float64Array(targets).fill(NaN);
    this.weights = new Float64Array(targets);
    this.counted = new Uint32Array(targets);
  }

  /** Counts a node. One without a value, and in a mean one without weight, is passed over. */
  add(target: number, node: number): void {
    const { values, combine, strong } = this.figure;
    const value = values[node]!;
    const weight = combine.kind === 'mean' ? combine.weights[node]! : 1;
    if (Number.isNaN(value) || !(weight > 0)) return;
    const before = this.gathered[target]!;
    const own = combine.kind === 'mean' ? weight * value : value;
    this.counted[target]!++;
    this.weights[target]! += weight;
    if (Number.isNaN(before)) this.gathered[target] = own;
    else if (combine.kind !== 'strongest') this.gathered[target] = before + own;
    else this.gathered[target] = strong === 'high' ? Math.max(before, own) : Math.min(before, own);
  }

  /** NaN where no node counted. */
  value(target: number): number {
    const { kind } = this.figure.combine;
    return kind === 'mean' ? this.gathered[target]! / this.weights[target]! : this.gathered[target]!;
  }

  /** How many nodes counted. */
  known(target: number): number {
    return this.counted[target]!;
  }

  /** The values of all. */
  values(): Float64Array {
    return this.gathered.map((_, target) => this.value(target));
  }
}

/** Nodes by their numbers. */
export type NodeNumbers = readonly number[] | Uint32Array;

/** A figure of several nodes. */
export interface Combined {
  /** NaN where no node has one. */
  readonly value: number;
  /** Nodes that are counted in it. */
  readonly known: number;
}

/** The figure of several nodes, as the figure says that it is to be combined. */
export function combined(figure: Figure, nodes: NodeNumbers): Combined {
  const together = new CombinedFigures(figure, 1);
  for (const node of nodes) together.add(0, node);
  return { value: together.value(0), known: together.known(0) };
}

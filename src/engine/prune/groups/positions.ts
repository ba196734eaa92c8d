/** A number for each reason; a smaller one was given earlier and goes before later ones. 0 is none. */
export type ReasonNumber = number;

const unplaced = -1;

/**
 * Positions along dimensions, in classes of those that go together: a union-find (Tarjan, 1975, with path halving).
 * Dimensions that are related one to one are one **block** and share their positions, and a block has none of its own before
 * single positions of it are spoken of. So a chain of layers costs as much as one of them, and what is frozen as a whole
 * costs nothing.
 */
export class Positions {
  private parent = new Int32Array(1024);
  /** Of the first position of each class. */
  private reason = new Int32Array(1024);
  private placed = 0;

  private readonly blockParent: number[] = [];
  private readonly sizes: number[] = [];
  /** Where the positions of a block begin. */
  private readonly bases: number[] = [];
  /** Why no position of a block can go. */
  private readonly blockReasons: ReasonNumber[] = [];

  /** Number of positions that have a place; classes are known by places below it. */
  get count(): number {
    return this.placed;
  }

  /** A new dimension, by which it is known from now on. */
  add(size: number): number {
    this.sizes.push(size);
    this.bases.push(unplaced);
    this.blockReasons.push(0);
    return this.blockParent.push(this.blockParent.length) - 1;
  }

  /** The block of a dimension. */
  block(dimension: number): number {
    let at = dimension;
    for (let above = this.blockParent[at]!; above !== at; above = this.blockParent[at]!) {
      this.blockParent[at] = this.blockParent[above]!;
      at = this.blockParent[at]!;
    }
    return at;
  }

  size(dimension: number): number {
    return this.sizes[dimension]!;
  }

  /** Positions with the same index go together. */
  same(one: number, other: number): void {
    const [a, b] = [this.block(one), this.block(other)];
    if (a === b) return;
    const size = this.sizes[a]!;
    if (size !== this.sizes[b]) throw new Error(`dimensions of ${size} and ${this.sizes[b]} cannot be the same`);
    const reasons = [this.blockReasons[a]!, this.blockReasons[b]!];
    const [baseA, baseB] = [this.bases[a]!, this.bases[b]!];
    const bothPlaced = baseA !== unplaced && baseB !== unplaced;
    if (bothPlaced) for (let index = 0; index < size; index++) this.unite(baseA + index, baseB + index);
    // The older one stays, so that what blocks are called does not depend on the order of arguments.
    const [kept, gone] = a < b ? [a, b] : [b, a];
    this.blockParent[gone] = kept;
    this.bases[kept] = baseA !== unplaced ? baseA : baseB;
    this.blockReasons[kept] = 0;
    const reason = earlier(reasons[0]!, reasons[1]!);
    if (reason > 0) this.freeze(kept, reason);
  }

  /** Every position goes together with the one of `leader` to which `positionOf` leads, if any. */
  follow(dimension: number, leader: number, positionOf: (index: number) => number | undefined): void {
    const [a, b] = [this.block(dimension), this.block(leader)];
    if (this.blockReasons[a]! > 0 && this.blockReasons[b]! > 0) return;
    const leaderSize = this.sizes[b]!;
    for (let index = 0; index < this.sizes[a]!; index++) {
      const position = positionOf(index);
      if (position === undefined) continue;
      if (!(position >= 0 && position < leaderSize)) throw new Error(`no position ${position} of ${leaderSize}`);
      this.unite(this.place(a) + index, this.place(b) + position);
    }
  }

  freeze(dimension: number, reason: ReasonNumber): void {
    const block = this.block(dimension);
    const known = this.blockReasons[block]!;
    if (known > 0 && known <= reason) return;
    this.blockReasons[block] = reason;
    const base = this.bases[block]!;
    if (base === unplaced) return;
    for (let index = 0; index < this.sizes[block]!; index++) this.giveReason(this.find(base + index), reason);
  }

  /** Whether no position of a dimension can go. */
  isFrozen(dimension: number): boolean {
    const block = this.block(dimension);
    if (this.blockReasons[block]! > 0) return true;
    const base = this.bases[block]!;
    if (base === unplaced) return this.sizes[block] === 0;
    for (let index = 0; index < this.sizes[block]!; index++) {
      if (this.reason[this.find(base + index)] === 0) return false;
    }
    return true;
  }

  /** Whether any position of one dimension goes together with one of another. */
  meet(one: number, other: number): boolean {
    if (this.block(one) === this.block(other)) return true;
    if (!this.isPlaced(one) || !this.isPlaced(other)) return false;
    const classes = new Set<number>();
    for (let index = 0; index < this.size(one); index++) classes.add(this.classAt(one, index));
    for (let index = 0; index < this.size(other); index++) if (classes.has(this.classAt(other, index))) return true;
    return false;
  }

  /** Whether positions of a dimension have been spoken of one by one; those of others are on their own. */
  isPlaced(dimension: number): boolean {
    return this.bases[this.block(dimension)] !== unplaced;
  }

  /** The class of a position; frozen ones have theirs, too. */
  classAt(dimension: number, index: number): number {
    return this.find(this.place(this.block(dimension)) + index);
  }

  /** Why the positions of a class, or all of a block, cannot go; 0 if they can. */
  reasonOf(positionClass: number): ReasonNumber {
    return this.reason[positionClass]!;
  }

  wholeReason(dimension: number): ReasonNumber {
    return this.blockReasons[this.block(dimension)]!;
  }

  /** Where the positions of a block begin; they get their places now, if they had none. */
  private place(block: number): number {
    if (this.bases[block] !== unplaced) return this.bases[block]!;
    const base = this.placed;
    const end = base + this.sizes[block]!;
    this.reserve(end);
    for (let at = base; at < end; at++) {
      this.parent[at] = at;
      this.reason[at] = this.blockReasons[block]!;
    }
    this.placed = end;
    this.bases[block] = base;
    return base;
  }

  private reserve(count: number): void {
    if (count <= this.parent.length) return;
    const length = Math.max(count, this.parent.length * 2);
    const [parent, reason] = [new Int32Array(length), new Int32Array(length)];
    parent.set(this.parent);
    reason.set(this.reason);
    this.parent = parent;
    this.reason = reason;
  }

  private find(position: number): number {
    const { parent } = this;
    let at = position;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  private unite(one: number, other: number): void {
    const [a, b] = [this.find(one), this.find(other)];
    if (a === b) return;
    const [kept, gone] = a < b ? [a, b] : [b, a];
    this.parent[gone] = kept;
    this.giveReason(kept, this.reason[gone]!);
  }

  private giveReason(root: number, reason: ReasonNumber): void {
    this.reason[root] = earlier(this.reason[root]!, reason);
  }
}

function earlier(one: ReasonNumber, other: ReasonNumber): ReasonNumber {
  if (one === 0 || other === 0) return one + other;
  return Math.min(one, other);
}

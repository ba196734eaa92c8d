/** Nothing on the other side. */
export const nobody = -1;

/** Which view node of one side is which of the other, while that is being found out. A pair that was made stays. */
export class Pairs {
  /** For each view node of the first side the one of the second, or {@link nobody}; and the other way round. */
  readonly afterOf: Int32Array;
  readonly beforeOf: Int32Array;
  /** View nodes of the first side in the order in which they were paired. */
  readonly made: number[] = [];

  constructor(before: number, after: number) {
    this.afterOf = new Int32Array(before).fill(nobody);
    this.beforeOf = new Int32Array(after).fill(nobody);
  }

  isFree(before: number, after: number): boolean {
    return this.afterOf[before] === nobody && this.beforeOf[after] === nobody;
  }

  /** Pairs two view nodes unless one of them is paired already. */
  add(before: number, after: number): void {
    if (!this.isFree(before, after)) return;
    this.afterOf[before] = after;
    this.beforeOf[after] = before;
    this.made.push(before);
  }

  /** Takes back all pairs but the first ones for which something does not hold. */
  takeBack(first: number, unless: (before: number, after: number) => boolean): void {
    const kept = this.made.splice(first).filter((before) => {
      const after = this.afterOf[before]!;
      if (unless(before, after)) return true;
      this.afterOf[before] = nobody;
      this.beforeOf[after] = nobody;
      return false;
    });
    this.made.push(...kept);
  }
}

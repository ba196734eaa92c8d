/** Elements that are joined two at a time, and the parts that they then form (union–find with path halving). */
export class Partition {
  private readonly root: Uint32Array;

  constructor(count: number) {
    this.root = new Uint32Array(count);
    for (let element = 0; element < count; element++) this.root[element] = element;
  }

  join(one: number, other: number): void {
    const a = this.find(one);
    const b = this.find(other);
    // The first element of a part stands for it.
    if (a < b) this.root[b] = a;
    else this.root[a] = b;
  }

  /** The part of each element, numbered by their first elements. */
  parts(): { readonly partOf: Int32Array; readonly partCount: number } {
    const { root } = this;
    const partOf = new Int32Array(root.length);
    let partCount = 0;
    for (let element = 0; element < root.length; element++) {
      const first = this.find(element);
      partOf[element] = first === element ? partCount++ : partOf[first]!;
    }
    return { partOf, partCount };
  }

  private find(element: number): number {
    const { root } = this;
    let at = element;
    while (root[at] !== at) {
      root[at] = root[root[at]!]!;
      at = root[at]!;
    }
    return at;
  }
}

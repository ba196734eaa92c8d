/**
 * Things with names, in order, found by name in constant time. A file may list one name several times (a branch that gives
 * one tensor as two outputs): all stay, and the last one is found.
 */
export class NamedItems<T extends object> {
  private items: Set<T>;
  private readonly named = new Map<string, T[]>();
  private readonly nameOf: (item: T) => string;

  constructor(items: readonly T[], nameOf: (item: T) => string) {
    this.items = new Set(items);
    this.nameOf = nameOf;
    for (const item of items) this.register(item);
  }

  get(name: string): T | undefined {
    return this.named.get(name)?.at(-1);
  }

  has(name: string): boolean {
    return this.named.has(name);
  }

  values(): Iterable<T> {
    return this.items;
  }

  /** Adds an item at the end, or in the place of those that have its name. */
  add(item: T): void {
    const old = this.named.get(this.nameOf(item));
    if (old === undefined) this.items.add(item);
    else this.items = new Set([...this.items].map((each) => (old.includes(each) ? item : each)));
    this.named.set(this.nameOf(item), [item]);
  }

  delete(name: string): void {
    for (const item of this.named.get(name) ?? []) this.items.delete(item);
    this.named.delete(name);
  }

  /** Gives the items with this name another one, in their old places. */
  rename(old: string, name: string, setName: (item: T, name: string) => void): void {
    const renamed = this.named.get(old) ?? [];
    this.named.delete(old);
    for (const item of renamed) {
      setName(item, name);
      this.register(item);
    }
  }

  private register(item: T): void {
    const name = this.nameOf(item);
    const same = this.named.get(name);
    if (same === undefined) this.named.set(name, [item]);
    else same.push(item);
  }
}

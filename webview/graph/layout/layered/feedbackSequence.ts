import type { Connections } from './flow.ts';

/**
 * Items in an order with few entries that go from later to earlier ones: the greedy heuristic of Eades, Lin and Smyth ("A
 * fast and effective heuristic for the feedback arc set problem", 1993), in time linear in the entries.
 * @param done items that have their place already, marked 1; the rest is returned
 */
export function feedbackSequence(graph: Connections, done: Uint8Array): Uint32Array {
  const remaining = new Remaining(graph, done);
  const first: number[] = [];
  const last: number[] = [];
  while (remaining.count > 0) {
    const sink = remaining.takeSink();
    if (sink >= 0) last.push(sink);
    else first.push(remaining.takeSourceOrBest());
  }
  return Uint32Array.from([...first, ...last.reverse()]);
}

/** The items that have no place yet, in buckets by how many more entries leave them than end in them. */
class Remaining {
  count = 0;
  private readonly gone: Uint8Array;
  private readonly outDegree: Int32Array;
  private readonly inDegree: Int32Array;
  private readonly head: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly sinks: number[] = [];
  private readonly middle: number;
  private best: number;

  constructor(
    private readonly graph: Connections,
    done: Uint8Array,
  ) {
    const itemCount = done.length;
    this.gone = done.slice();
    this.outDegree = new Int32Array(itemCount);
    this.inDegree = new Int32Array(itemCount);
    this.next = new Int32Array(itemCount);
    this.previous = new Int32Array(itemCount);
    for (let item = 0; item < itemCount; item++) {
      if (done[item] === 1) continue;
      this.forTargets(item, (target) => {
        this.outDegree[item]!++;
        this.inDegree[target]!++;
      });
    }
    this.middle = Math.max(
      0,
      ...[this.outDegree, this.inDegree].map((each) => each.reduce((a, b) => Math.max(a, b), 0)),
    );
    this.head = new Int32Array(2 * this.middle + 1).fill(-1);
    this.best = 2 * this.middle;
    // Backwards, so that of equal items the first comes first.
    for (let item = itemCount - 1; item >= 0; item--) {
      if (done[item] === 1) continue;
      this.count++;
      if (this.outDegree[item] === 0) this.sinks.push(item);
      this.insert(item);
    }
  }

  /** An item that no remaining one reads, or -1. */
  takeSink(): number {
    for (;;) {
      const item = this.sinks.pop();
      if (item === undefined) return -1;
      if (this.gone[item] === 1) continue;
      this.take(item);
      return item;
    }
  }

  /** The item with the most entries that leave it beyond those that end in it; a source where there is one of that degree. */
  takeSourceOrBest(): number {
    while (this.head[this.best] === -1) this.best--;
    const item = this.head[this.best]!;
    this.take(item);
    return item;
  }

  private take(item: number): void {
    this.unlink(item);
    this.gone[item] = 1;
    this.count--;
    this.forTargets(item, (target) => this.change(target, () => this.inDegree[target]!--));
    this.forSources(item, (source) => {
      this.change(source, () => this.outDegree[source]!--);
      if (this.outDegree[source] === 0) this.sinks.push(source);
    });
  }

  private change(item: number, degrees: () => void): void {
    this.unlink(item);
    degrees();
    this.insert(item);
  }

  private bucket(item: number): number {
    return this.middle + this.outDegree[item]! - this.inDegree[item]!;
  }

  private insert(item: number): void {
    const bucket = this.bucket(item);
    const follower = this.head[bucket]!;
    this.previous[item] = -1;
    this.next[item] = follower;
    if (follower >= 0) this.previous[follower] = item;
    this.head[bucket] = item;
    if (bucket > this.best) this.best = bucket;
  }

  private unlink(item: number): void {
    const before = this.previous[item]!;
    const after = this.next[item]!;
    if (before >= 0) this.next[before] = after;
    else this.head[this.bucket(item)] = after;
    if (after >= 0) this.previous[after] = before;
  }

  private forTargets(item: number, visit: (target: number) => void): void {
    const { scope, outgoing } = this.graph;
    for (let at = outgoing.start[item]!; at < outgoing.start[item + 1]!; at++) {
      const target = scope.target[outgoing.items[at]!]!;
      if (target >= 0 && target !== item && this.gone[target] === 0) visit(target);
    }
  }

  private forSources(item: number, visit: (source: number) => void): void {
    const { scope, netOfEntry, incoming } = this.graph;
    for (let at = incoming.start[item]!; at < incoming.start[item + 1]!; at++) {
      const source = scope.netSource[netOfEntry[incoming.items[at]!]!]!;
      if (source >= 0 && source !== item && this.gone[source] === 0) visit(source);
    }
  }
}

import type { LayoutGraph } from '../graph.ts';
import { outside } from '../layered/scopeGraph.ts';
import { IndexList } from '../typed/numberList.ts';
import { groupByKey, type Rows } from '../typed/rows.ts';
import { itemOfScope, type Scopes } from './scopes.ts';

/**
 * The nets, cut at the borders of the expanded groups that they cross. A record is what a net is in one scope; an entry is one
 * target of a record.
 */
export interface ScopeNets {
  readonly net: Int32Array;
  /** The item in which each record begins, or {@link outside}. */
  readonly source: Int32Array;
  /** Item that each entry ends in, or {@link outside}; the entries of a record are `entries`. */
  readonly item: Int32Array;
  readonly entries: Rows;
  readonly recordOfEntry: Int32Array;
  /** The records of each scope, in the order of the nets. */
  readonly records: Rows;
  /** The entry, in the scope around or in one inside, that each record continues; -1 where the net begins. */
  readonly continues: Int32Array;
  /** The record that continues each entry across a border, or -1. */
  readonly continuedBy: Int32Array;
  /** For each entry of the graph's `netTarget` the entry that ends at the item seen for it; -1 where both ends are hidden in one. */
  readonly entryOfTarget: Int32Array;
}

export function scopeNetsOf(graph: LayoutGraph, scopes: Scopes): ScopeNets {
  const cutter = new NetCutter(graph, scopes);
  for (let net = 0; net < graph.netSource.length; net++) cutter.cut(net);
  return cutter.done();
}

class NetCutter {
  private readonly net = new IndexList();
  private readonly scope = new IndexList();
  private readonly source = new IndexList();
  private readonly continues = new IndexList();
  private readonly item = new IndexList();
  private readonly recordOfEntry = new IndexList();
  private readonly entryOfTarget: Int32Array;
  /** The net for which the lookups below were last filled, and what they hold: by scope the record, by item the entry. */
  private readonly recordNet: Int32Array;
  private readonly record: Int32Array;
  private readonly entryNet: Int32Array;
  private readonly entry: Int32Array;
  /** By scope the net whose source is in it, and how many scopes are between. */
  private readonly sourceNet: Int32Array;
  private readonly sourceDepth: Int32Array;

  constructor(
    private readonly graph: LayoutGraph,
    private readonly scopes: Scopes,
  ) {
    const scopeCount = graph.groupParent.length + 1;
    const itemCount = scopes.ofItem.length;
    this.entryOfTarget = new Int32Array(graph.netTarget.length).fill(-1);
    this.recordNet = new Int32Array(scopeCount).fill(-1);
    this.record = new Int32Array(scopeCount);
    this.entryNet = new Int32Array(itemCount).fill(-1);
    this.entry = new Int32Array(itemCount);
    this.sourceNet = new Int32Array(scopeCount).fill(-1);
    this.sourceDepth = new Int32Array(scopeCount);
  }

  cut(net: number): void {
    const { graph, scopes } = this;
    const source = graph.netSource[net]!;
    const seen = scopes.seen[source]!;
    this.markSource(net, seen);
    let depth = -1;
    for (let at = graph.netStart[net]!; at < graph.netStart[net + 1]!; at++) {
      const target = scopes.seen[graph.netTarget[at]!]!;
      if (target === seen && target !== source) continue;
      depth = Math.max(depth, this.reach(net, target));
      this.entryOfTarget[at] = this.entry[target]!;
    }
    this.leave(net, seen, depth);
  }

  done(): ScopeNets {
    const item = this.item.toColumn();
    const recordOfEntry = this.recordOfEntry.toColumn();
    const continues = this.continues.toColumn();
    const continuedBy = new Int32Array(item.length).fill(-1);
    continues.forEach((entry, record) => {
      if (entry >= 0) continuedBy[entry] = record;
    });
    return {
      net: this.net.toColumn(),
      source: this.source.toColumn(),
      item,
      entries: groupByKey(recordOfEntry, this.net.length),
      recordOfEntry,
      records: groupByKey(this.scope.toColumn(), this.graph.groupParent.length + 1),
      continues,
      continuedBy,
      entryOfTarget: this.entryOfTarget,
    };
  }

  /** Marks all scopes around the source. */
  private markSource(net: number, seen: number): void {
    let scope = this.scopes.ofItem[seen]!;
    for (let depth = 0; ; depth++) {
      this.sourceNet[scope] = net;
      this.sourceDepth[scope] = depth;
      if (scope === 0) return;
      scope = this.scopes.ofItem[itemOfScope(this.scopes, scope)]!;
    }
  }

  /** Goes from a target outwards to the first scope that is around the source too; returns how far out of the source's that is. */
  private reach(net: number, target: number): number {
    const { scopes } = this;
    let item = target;
    let inner = -1;
    for (;;) {
      if (this.entryNet[item] === net) return -1;
      const scope = scopes.ofItem[item]!;
      const entry = this.addEntry(this.recordIn(net, scope), item);
      this.entryNet[item] = net;
      this.entry[item] = entry;
      if (inner >= 0) this.continues.set(inner, entry);
      if (this.sourceNet[scope] === net) return this.sourceDepth[scope]!;
      inner = this.record[scope]!;
      item = itemOfScope(scopes, scope);
    }
  }

  /** Leads the net from its source out through `depth` borders. */
  private leave(net: number, seen: number, depth: number): void {
    const { scopes } = this;
    let item = seen;
    let left = -1;
    for (let border = 0; border <= depth; border++) {
      const scope = scopes.ofItem[item]!;
      const record = this.recordIn(net, scope);
      this.source.set(record, item);
      if (left >= 0) this.continues.set(record, left);
      if (border === depth) return;
      left = this.addEntry(record, outside);
      item = itemOfScope(scopes, scope);
    }
  }

  private recordIn(net: number, scope: number): number {
    if (this.recordNet[scope] !== net) {
      this.recordNet[scope] = net;
      this.record[scope] = this.net.length;
      this.net.push(net);
      this.scope.push(scope);
      this.source.push(outside);
      this.continues.push(-1);
    }
    return this.record[scope]!;
  }

  private addEntry(record: number, item: number): number {
    this.item.push(item);
    this.recordOfEntry.push(record);
    return this.item.length - 1;
  }
}

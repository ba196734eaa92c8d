import type { LayoutGraph } from '../graph.ts';
import { netRoles, outside, type ScopeGraph, type ScopeLayout } from '../layered/scopeGraph.ts';
import { groupByKey, type Rows } from '../typed/rows.ts';
import { type Depths, depthsOf } from './depths.ts';
import type { ScopeNets } from './scopeNets.ts';
import type { Scopes } from './scopes.ts';
import { filled } from '../typed/filled.ts';

/** A scope with numbers of its own, which are the same for every block that is the same. */
export interface NumberedScope {
  readonly graph: ScopeGraph;
  /** The item of each of its items. */
  readonly items: Int32Array;
  /** The record of each of its nets. */
  readonly records: Int32Array;
}

/** Makes the scopes, inner ones first: a scope needs the layouts of the expanded groups in it. */
export class ScopeBuilder {
  private readonly members: Rows;
  /** By item its number in its scope; by record and entry likewise. */
  private readonly itemNumber: Int32Array;
  private readonly recordNumber: Int32Array;
  private readonly scopeOfRecord: Int32Array;
  private depths: Depths | undefined;

  constructor(
    private readonly graph: LayoutGraph,
    private readonly scopes: Scopes,
    private readonly nets: ScopeNets,
    private readonly layouts: ReadonlyMap<number, ScopeLayout>,
  ) {
    const seen = scopes.ofItem.map((scope, item) => (scopes.seen[item] === item ? scope : -1));
    this.members = groupByKey(seen, graph.groupParent.length + 1);
    this.itemNumber = new Int32Array(seen.length).fill(-1);
    this.recordNumber = new Int32Array(nets.net.length);
    this.scopeOfRecord = new Int32Array(nets.net.length);
  }

  build(scope: number): NumberedScope {
    const records = this.orderRecords(scope);
    const items = this.numberItems(scope, records);
    records.forEach((record, number) => {
      this.recordNumber[record] = number;
      this.scopeOfRecord[record] = scope;
    });
    return { graph: this.scopeGraph(scope, items, records), items, records };
  }

  /**
   * Nets that begin in the scope come first, in their order, since that is the same in equal blocks; where nets from outside
   * stand among all nets may differ, and so they follow, ordered by what reads them.
   */
  private orderRecords(scope: number): Int32Array {
    const { nets } = this;
    const all = nets.records.items.subarray(nets.records.start[scope], nets.records.start[scope + 1]);
    const inner = all.filter((record) => nets.source[record] !== outside);
    const entering = all.filter((record) => nets.source[record] === outside);
    if (entering.length > 1) {
      this.numberByNets(scope, inner);
      const readers = new Map(Array.from(entering, (record) => [record, this.readers(record)]));
      entering.sort((a, b) => compareLists(readers.get(a)!, readers.get(b)!) || a - b);
    }
    const ordered = new Int32Array(all.length);
    ordered.set(inner);
    ordered.set(entering, inner.length);
    return ordered;
  }

  private readers(record: number): readonly number[] {
    const { entries, item } = this.nets;
    const readers: number[] = [];
    for (let at = entries.start[record]!; at < entries.start[record + 1]!; at++) {
      const number = this.itemNumber[item[entries.items[at]!]!]!;
      readers.push(number < 0 ? Infinity : number);
    }
    return readers.sort((a, b) => a - b);
  }

  /** Numbers the items of a scope as the given nets come upon them, and forgets the numbers of the others. */
  private numberByNets(scope: number, records: Int32Array | Uint32Array): Int32Array {
    const { nets, itemNumber } = this;
    const members = this.membersOf(scope);
    for (const item of members) itemNumber[item] = -1;
    const items = new Int32Array(members.length);
    let count = 0;
    const add = (item: number): void => {
      if (item === outside || itemNumber[item]! >= 0) return;
      itemNumber[item] = count;
      items[count++] = item;
    };
    for (const record of records) {
      add(nets.source[record]!);
      for (let at = nets.entries.start[record]!; at < nets.entries.start[record + 1]!; at++) {
        add(nets.item[nets.entries.items[at]!]!);
      }
    }
    return items.subarray(0, count);
  }

  /** Numbers all items: those without nets follow by their size. */
  private numberItems(scope: number, records: Int32Array): Int32Array {
    const connected = this.numberByNets(scope, records);
    const alone = this.membersOf(scope).filter((item) => this.itemNumber[item]! < 0);
    alone.sort((a, b) => this.height(b) - this.height(a) || this.width(b) - this.width(a) || a - b);
    const items = new Int32Array(connected.length + alone.length);
    items.set(connected);
    items.set(alone, connected.length);
    for (let number = connected.length; number < items.length; number++) this.itemNumber[items[number]!] = number;
    return items;
  }

  private membersOf(scope: number): Uint32Array {
    return this.members.items.subarray(this.members.start[scope], this.members.start[scope + 1]);
  }

  private scopeGraph(scope: number, items: Int32Array, records: Int32Array): ScopeGraph {
    const { nets, itemNumber } = this;
    const netStart = new Uint32Array(records.length + 1);
    for (let net = 0; net < records.length; net++) {
      const record = records[net]!;
      netStart[net + 1] = netStart[net]! + nets.entries.start[record + 1]! - nets.entries.start[record]!;
    }
    const entries = new Uint32Array(netStart[records.length]!);
    for (let net = 0; net < records.length; net++) {
      const first = nets.entries.start[records[net]!]!;
      const count = netStart[net + 1]! - netStart[net]!;
      for (let nth = 0; nth < count; nth++) entries[netStart[net]! + nth] = nets.entries.items[first + nth]!;
    }
    const number = (item: number): number => (item === outside ? outside : itemNumber[item]!);
    return {
      width: filled(new Float64Array(items.length), (item) => this.width(items[item]!)),
      height: filled(new Float64Array(items.length), (item) => this.height(items[item]!)),
      nodeCount: filled(new Float64Array(items.length), (item) => this.scopes.nodesIn[items[item]!]!),
      netSource: filled(new Int32Array(records.length), (net) => number(nets.source[records[net]!]!)),
      netStart,
      target: filled(new Int32Array(entries.length), (entry) => number(nets.item[entries[entry]!]!)),
      sourcePort: filled(new Float64Array(records.length), (net) => this.sourcePort(records[net]!)),
      targetPort: filled(new Float64Array(entries.length), (entry) => this.targetPort(entries[entry]!)),
      netRole: this.roles(records),
      boxed: scope > 0,
    };
  }

  /** Of the nets that cross a border the deepest of those that enter and the deepest of those that leave are the main ones. */
  private roles(records: Int32Array): Uint8Array {
    const { graph, nets } = this;
    const roles = filled(new Uint8Array(records.length), (net) =>
      graph.netMinor?.[nets.net[records[net]!]!] === 1 ? netRoles.minor : netRoles.ordinary,
    );
    let [entry, exit] = [-1, -1];
    for (let net = 0; net < records.length; net++) {
      if (roles[net] === netRoles.minor) continue;
      const record = records[net]!;
      if (nets.source[record] === outside) entry = this.deeper(entry, net, records, 'above');
      else if (this.leaves(record)) exit = this.deeper(exit, net, records, 'below');
    }
    if (entry >= 0) roles[entry] = netRoles.main;
    if (exit >= 0) roles[exit] = netRoles.main;
    return roles;
  }

  /** Which of two nets is deeper in the graph; the first where they are alike, or the second where there is no first. */
  private deeper(one: number, other: number, records: Int32Array, side: keyof Depths): number {
    if (one < 0) return other;
    this.depths ??= depthsOf(this.graph);
    const depth = this.depths[side];
    const { net } = this.nets;
    return depth[net[records[other]!]!]! > depth[net[records[one]!]!]! ? other : one;
  }

  private leaves(record: number): boolean {
    const { entries, item } = this.nets;
    for (let at = entries.start[record]!; at < entries.start[record + 1]!; at++) {
      if (item[entries.items[at]!] === outside) return true;
    }
    return false;
  }

  private width(item: number): number {
    return this.size(item, this.graph.nodeWidth, this.graph.groupWidth, 'width');
  }

  private height(item: number): number {
    return this.size(item, this.graph.nodeHeight, this.graph.groupHeight, 'height');
  }

  private size(item: number, ofNodes: Float32Array, ofGroups: Float32Array, side: 'width' | 'height'): number {
    const group = item - this.scopes.nodeCount;
    if (group < 0) return ofNodes[item]!;
    return this.graph.groupCollapsed[group] === 1 ? ofGroups[group]! : this.layouts.get(group + 1)![side];
  }

  /** Where a net leaves the expanded group that it begins in. */
  private sourcePort(record: number): number {
    const entry = this.nets.continues[record]!;
    if (entry < 0 || this.nets.source[record] === outside) return NaN;
    const inner = this.nets.recordOfEntry[entry]!;
    return this.layouts.get(this.scopeOfRecord[inner]!)!.exitX[this.recordNumber[inner]!]!;
  }

  /** Where a net enters the expanded group that it goes on in. */
  private targetPort(entry: number): number {
    const inner = this.nets.continuedBy[entry]!;
    if (inner < 0 || this.nets.item[entry] === outside) return NaN;
    return this.layouts.get(this.scopeOfRecord[inner]!)!.entryX[this.recordNumber[inner]!]!;
  }
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] !== b[index]) return a[index]! - b[index]!;
  }
  return a.length - b.length;
}

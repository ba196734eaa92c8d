import type { LayoutGraph } from '../graph.ts';
import { netRoles, outside, type ScopeGraph, type ScopeLayout } from '../layered/scopeGraph.ts';
import { groupByKey, type Rows } from '../typed/rows.ts';
import { type Depths, depthsOf } from './depths.ts';
import type { ScopeNets } from './scopeNets.ts';
import { itemOfScope, type Scopes } from './scopes.ts';
import { bytes, integers, reals } from '../typed/filled.ts';

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
  /** Sizes of all items; those of expanded groups are known when these are laid out. */
  private readonly width: Float64Array;
  private readonly height: Float64Array;
  private readonly layouts = new Map<number, ScopeLayout>();
  private depths: Depths | undefined;

  constructor(
    private readonly graph: LayoutGraph,
    private readonly scopes: Scopes,
    private readonly nets: ScopeNets,
  ) {
    const seen = scopes.ofItem.map((scope, item) => (scopes.seen[item] === item ? scope : -1));
    this.members = groupByKey(seen, graph.groupParent.length + 1);
    this.itemNumber = new Int32Array(seen.length).fill(-1);
    this.width = new Float64Array(seen.length);
    this.height = new Float64Array(seen.length);
    this.width.set(graph.nodeWidth);
    this.width.set(graph.groupWidth, scopes.nodeCount);
    this.height.set(graph.nodeHeight);
    this.height.set(graph.groupHeight, scopes.nodeCount);
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

  /** Takes note of how an expanded group is laid out, for the scope around it. */
  note(scope: number, layout: ScopeLayout): void {
    if (scope === 0) return;
    this.layouts.set(scope, layout);
    this.width[itemOfScope(this.scopes, scope)] = layout.width;
    this.height[itemOfScope(this.scopes, scope)] = layout.height;
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
    const { width, height } = this;
    const connected = this.numberByNets(scope, records);
    const alone = this.membersOf(scope).filter((item) => this.itemNumber[item]! < 0);
    alone.sort((a, b) => height[b]! - height[a]! || width[b]! - width[a]! || a - b);
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
      width: reals(items.length, (item) => this.width[items[item]!]!),
      height: reals(items.length, (item) => this.height[items[item]!]!),
      nodeCount: reals(items.length, (item) => this.scopes.nodesIn[items[item]!]!),
      netSource: integers(records.length, (net) => number(nets.source[records[net]!]!)),
      netStart,
      target: integers(entries.length, (entry) => number(nets.item[entries[entry]!]!)),
      sourcePort: this.ports(records.length, (net) => this.sourcePort(records[net]!)),
      targetPort: this.ports(entries.length, (entry) => this.targetPort(entries[entry]!)),
      netRole: this.roles(scope, records),
      boxed: scope > 0,
    };
  }

  /** Of the nets that cross a border the deepest of those that enter and the deepest of those that leave are the main ones. */
  private roles(scope: number, records: Int32Array): Uint8Array {
    const { graph, nets } = this;
    const roles = bytes(records.length, (net) =>
      graph.netMinor?.[nets.net[records[net]!]!] === 1 ? netRoles.minor : netRoles.ordinary,
    );
    if (scope === 0) return roles;
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

  /** Without expanded groups no port has its place. */
  private ports(count: number, port: (index: number) => number): Float64Array {
    return this.layouts.size === 0 ? new Float64Array(count).fill(NaN) : reals(count, port);
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

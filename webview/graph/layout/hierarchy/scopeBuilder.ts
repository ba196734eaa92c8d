import type { LayoutGraph } from '../graph.ts';
import { outside, type ScopeGraph, type ScopeLayout } from '../layered/scopeGraph.ts';
import { groupByKey, type Rows } from '../typed/rows.ts';
import type { ScopeNets } from './scopeNets.ts';
import type { Scopes } from './scopes.ts';

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
      this.numberItems(scope, Int32Array.from(inner));
      const readers = new Map(Array.from(entering, (record) => [record, this.readers(record)]));
      entering.sort((a, b) => compareLists(readers.get(a)!, readers.get(b)!) || a - b);
    }
    return Int32Array.from([...inner, ...entering]);
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

  /** Numbers the items of a scope as its nets come upon them; the others follow by their size. */
  private numberItems(scope: number, records: Int32Array): Int32Array {
    const { nets, itemNumber } = this;
    const members = this.members.items.subarray(this.members.start[scope], this.members.start[scope + 1]);
    for (const item of members) itemNumber[item] = -1;
    const items: number[] = [];
    const add = (item: number): void => {
      if (item === outside || itemNumber[item]! >= 0) return;
      itemNumber[item] = items.length;
      items.push(item);
    };
    for (const record of records) {
      add(nets.source[record]!);
      for (let at = nets.entries.start[record]!; at < nets.entries.start[record + 1]!; at++) {
        add(nets.item[nets.entries.items[at]!]!);
      }
    }
    const alone = members.filter((item) => itemNumber[item]! < 0);
    alone.sort((a, b) => this.height(b) - this.height(a) || this.width(b) - this.width(a) || a - b);
    for (const item of alone) add(item);
    return Int32Array.from(items);
  }

  private scopeGraph(scope: number, items: Int32Array, records: Int32Array): ScopeGraph {
    const { nets, itemNumber } = this;
    const netStart = new Uint32Array(records.length + 1);
    const entries: number[] = [];
    records.forEach((record, number) => {
      for (let at = nets.entries.start[record]!; at < nets.entries.start[record + 1]!; at++) {
        entries.push(nets.entries.items[at]!);
      }
      netStart[number + 1] = entries.length;
    });
    const number = (item: number): number => (item === outside ? outside : itemNumber[item]!);
    return {
      width: Float64Array.from(items, (item) => this.width(item)),
      height: Float64Array.from(items, (item) => this.height(item)),
      nodeCount: Float64Array.from(items, (item) => this.scopes.nodesIn[item]!),
      netSource: Int32Array.from(records, (record) => number(nets.source[record]!)),
      netStart,
      target: Int32Array.from(entries, (entry) => number(nets.item[entry]!)),
      sourcePort: Float64Array.from(records, (record) => this.sourcePort(record)),
      targetPort: Float64Array.from(entries, (entry) => this.targetPort(entry)),
      netMinor: Uint8Array.from(records, (record) => this.graph.netMinor?.[nets.net[record]!] ?? 0),
      boxed: scope > 0,
    };
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

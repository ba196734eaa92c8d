import type { GraphDrawing } from '../drawing.ts';
import type { LayoutGraph } from '../graph.ts';
import type { ScopeLayout } from '../layered/scopeGraph.ts';
import { groupByKey } from '../typed/rows.ts';
import type { NumberedScope } from './scopeBuilder.ts';
import type { ScopeNets } from './scopeNets.ts';
import type { Scopes } from './scopes.ts';

/** A scope, numbered and laid out. */
export interface LaidOutScope extends NumberedScope {
  readonly layout: ScopeLayout;
}

/** Puts the scopes into each other: from places in each scope to places in the drawing. */
export function compose(
  graph: LayoutGraph,
  scopes: Scopes,
  nets: ScopeNets,
  laidOut: ReadonlyMap<number, LaidOutScope>,
): GraphDrawing {
  const composer = new Composer(graph, scopes, nets, laidOut);
  composer.placeItems();
  composer.placeHidden();
  const { width, height } = laidOut.get(0)!.layout;
  const { nodeX, nodeY, groupX, groupY, groupWidth, groupHeight } = composer;
  return { width, height, nodeX, nodeY, groupX, groupY, groupWidth, groupHeight, ...composer.paths() };
}

class Composer {
  readonly nodeX: Float32Array;
  readonly nodeY: Float32Array;
  readonly groupX: Float32Array;
  readonly groupY: Float32Array;
  readonly groupWidth: Float32Array;
  readonly groupHeight: Float32Array;
  /** The upper left corner of each scope. */
  private readonly scopeX: Float64Array;
  private readonly scopeY: Float64Array;

  constructor(
    private readonly graph: LayoutGraph,
    private readonly scopes: Scopes,
    private readonly nets: ScopeNets,
    private readonly laidOut: ReadonlyMap<number, LaidOutScope>,
  ) {
    const { nodeCount } = scopes;
    const groupCount = graph.groupParent.length;
    this.nodeX = new Float32Array(nodeCount);
    this.nodeY = new Float32Array(nodeCount);
    this.groupX = new Float32Array(groupCount);
    this.groupY = new Float32Array(groupCount);
    this.groupWidth = new Float32Array(groupCount);
    this.groupHeight = new Float32Array(groupCount);
    this.scopeX = new Float64Array(groupCount + 1);
    this.scopeY = new Float64Array(groupCount + 1);
  }

  placeItems(): void {
    const { nodeCount, innerFirst } = this.scopes;
    for (let index = innerFirst.length - 1; index >= 0; index--) {
      const scope = innerFirst[index]!;
      const { items, graph, layout } = this.laidOut.get(scope)!;
      items.forEach((item, number) => {
        const x = this.scopeX[scope]! + layout.x[number]!;
        const y = this.scopeY[scope]! + layout.y[number]!;
        const group = item - nodeCount;
        if (group < 0) {
          this.nodeX[item] = x;
          this.nodeY[item] = y;
          return;
        }
        this.groupX[group] = x;
        this.groupY[group] = y;
        this.groupWidth[group] = graph.width[number]!;
        this.groupHeight[group] = graph.height[number]!;
        this.scopeX[group + 1] = x;
        this.scopeY[group + 1] = y;
      });
    }
  }

  /** What a collapsed group hides is in its middle. */
  placeHidden(): void {
    const { nodeCount, seen } = this.scopes;
    const { nodeWidth, nodeHeight } = this.graph;
    seen.forEach((around, item) => {
      if (around === item) return;
      const group = around - nodeCount;
      const x = this.groupX[group]! + this.groupWidth[group]! / 2;
      const y = this.groupY[group]! + this.groupHeight[group]! / 2;
      if (item < nodeCount) {
        this.nodeX[item] = x - nodeWidth[item]! / 2;
        this.nodeY[item] = y - nodeHeight[item]! / 2;
      } else {
        this.groupX[item - nodeCount] = x;
        this.groupY[item - nodeCount] = y;
      }
    });
  }

  paths(): Pick<GraphDrawing, 'netPath' | 'pathParent' | 'pathStart' | 'pointX' | 'pointY' | 'targetPath'> {
    const { nets, graph } = this;
    const recordCount = nets.net.length;
    const scopeOf = new Int32Array(recordCount);
    const numberOf = new Int32Array(recordCount);
    let pathCount = 0;
    let pointCount = 0;
    for (const [scope, { records, layout }] of this.laidOut) {
      pathCount += layout.routes.pathParent.length;
      pointCount += layout.routes.pointX.length;
      records.forEach((record, number) => {
        scopeOf[record] = scope;
        numberOf[record] = number;
      });
    }
    const writer = new PathWriter(nets, this.laidOut, { scopeOf, numberOf }, pathCount, pointCount);
    const netPath = new Uint32Array(graph.netSource.length + 1);
    const byNet = groupByKey(nets.net, graph.netSource.length);
    for (let net = 0; net < graph.netSource.length; net++) {
      for (let at = byNet.start[net]!; at < byNet.start[net + 1]!; at++) {
        const record = byNet.items[at]!;
        writer.write(record, this.scopeX[scopeOf[record]!]!, this.scopeY[scopeOf[record]!]!);
      }
      netPath[net + 1] = writer.pathCount;
    }
    const { pathParent, pathStart, pointX, pointY } = writer;
    writer.link();
    const targetPath = nets.entryOfTarget.map((entry) => (entry < 0 ? -1 : writer.pathOfEntry(entry)));
    return { netPath, pathParent, pathStart, pointX, pointY, targetPath };
  }
}

/** Where a record is found: its scope, and its number there. */
interface Places {
  readonly scopeOf: Int32Array;
  readonly numberOf: Int32Array;
}

class PathWriter {
  readonly pathParent: Int32Array;
  readonly pathStart: Uint32Array;
  readonly pointX: Float32Array;
  readonly pointY: Float32Array;
  pathCount = 0;
  private readonly firstPath: Uint32Array;
  /** The place of each entry among those of its record. */
  private readonly placeOfEntry: Uint32Array;

  constructor(
    private readonly nets: ScopeNets,
    private readonly laidOut: ReadonlyMap<number, LaidOutScope>,
    private readonly places: Places,
    pathCount: number,
    pointCount: number,
  ) {
    this.pathParent = new Int32Array(pathCount);
    this.pathStart = new Uint32Array(pathCount + 1);
    this.pointX = new Float32Array(pointCount);
    this.pointY = new Float32Array(pointCount);
    this.firstPath = new Uint32Array(nets.net.length);
    this.placeOfEntry = new Uint32Array(nets.item.length);
    const { start, items } = nets.entries;
    for (let record = 0; record < nets.net.length; record++) {
      for (let at = start[record]!; at < start[record + 1]!; at++) this.placeOfEntry[items[at]!] = at - start[record]!;
    }
  }

  /** Writes the paths of a record whose scope begins at `x`, `y`. */
  write(record: number, x: number, y: number): void {
    const { routes } = this.laidOut.get(this.places.scopeOf[record]!)!.layout;
    const number = this.places.numberOf[record]!;
    const first = routes.netPath[number]!;
    this.firstPath[record] = this.pathCount;
    const shift = this.pathCount - first;
    let point = this.pathStart[this.pathCount]!;
    for (let path = first; path < routes.netPath[number + 1]!; path++) {
      const parent = routes.pathParent[path]!;
      this.pathParent[this.pathCount] = parent < 0 ? -1 : parent + shift;
      for (let from = routes.pathStart[path]!; from < routes.pathStart[path + 1]!; from++, point++) {
        this.pointX[point] = routes.pointX[from]! + x;
        this.pointY[point] = routes.pointY[from]! + y;
      }
      this.pathStart[++this.pathCount] = point;
    }
  }

  /** Lets the first paths of a net in a scope continue those that brought it to the border. To be called when all are written. */
  link(): void {
    this.nets.continues.forEach((entry, record) => {
      if (entry < 0) return;
      const { routes } = this.laidOut.get(this.places.scopeOf[record]!)!.layout;
      const number = this.places.numberOf[record]!;
      const count = routes.netPath[number + 1]! - routes.netPath[number]!;
      const before = this.pathOfEntry(entry);
      for (let path = this.firstPath[record]!; path < this.firstPath[record]! + count; path++) {
        if (this.pathParent[path] === -1) this.pathParent[path] = before;
      }
    });
  }

  /** The path that ends at an entry. */
  pathOfEntry(entry: number): number {
    const record = this.nets.recordOfEntry[entry]!;
    const { graph, layout } = this.laidOut.get(this.places.scopeOf[record]!)!;
    const number = this.places.numberOf[record]!;
    const path = layout.routes.targetPath[graph.netStart[number]! + this.placeOfEntry[entry]!]!;
    return this.firstPath[record]! + path - layout.routes.netPath[number]!;
  }
}

import { layOutPart } from '../layered/layOutPart.ts';
import { outside, type Routes, type ScopeGraph, type ScopeLayout } from '../layered/scopeGraph.ts';
import type { Spacing } from '../spacing.ts';
import type { LayoutTable } from './blockCache.ts';
import { connectedParts, type Part } from './connectedParts.ts';
import { pack } from './pack.ts';

/** Where a part is in the scope that it is a part of. */
interface Placed {
  readonly part: Part;
  readonly layout: ScopeLayout;
  readonly x: number;
  readonly y: number;
}

/** Lays out a scope: each connected part by itself, the parts side by side, a box around them where it is one. */
export function* layOutScope(scope: ScopeGraph, spacing: Spacing, known: LayoutTable): Generator<void, ScopeLayout> {
  const parts = connectedParts(scope);
  yield;
  const layouts: ScopeLayout[] = [];
  for (const { graph } of parts) {
    if (graph.netSource.length === 0) layouts.push(single(graph));
    else if (parts.length === 1) layouts.push(yield* layOutPart(graph, spacing));
    else layouts.push(yield* known.layout(graph, () => layOutPart(graph, spacing)));
  }
  const padding = scope.boxed ? spacing.padding : 0;
  const header = scope.boxed ? spacing.header : 0;
  const sizes = layouts.map(({ width, height }, index) => ({
    width,
    // The part at the border draws the header and the lower padding itself, where nets cross them.
    height: height + (entered(parts[index]!) ? 0 : header) + (left(parts[index]!) ? 0 : padding),
  }));
  const packed = pack(sizes, spacing.part, parts[0]?.atBorder === true);
  const placed = parts.map((part, index): Placed => {
    const y = packed.y[index]! + (entered(part) ? 0 : header);
    return { part, layout: layouts[index]!, x: packed.x[index]! + padding, y };
  });
  yield;
  return join(scope, placed, packed.width + 2 * padding, parts.length === 0 ? header + padding : packed.height);
}

const entered = ({ graph }: Part): boolean => graph.boxed && graph.netSource.includes(outside);
const left = ({ graph }: Part): boolean => graph.boxed && graph.target.includes(outside);

/** An item alone. */
function single({ width, height }: ScopeGraph): ScopeLayout {
  return {
    width: width[0] ?? 0,
    height: height[0] ?? 0,
    x: new Float64Array(width.length),
    y: new Float64Array(width.length),
    entryX: new Float64Array(0),
    exitX: new Float64Array(0),
    routes: {
      netPath: new Uint32Array(1),
      pathParent: new Int32Array(0),
      pathStart: new Uint32Array(1),
      pointX: new Float64Array(0),
      pointY: new Float64Array(0),
      targetPath: new Int32Array(0),
    },
  };
}

function join(scope: ScopeGraph, placed: readonly Placed[], width: number, height: number): ScopeLayout {
  const itemCount = scope.width.length;
  const netCount = scope.netSource.length;
  const x = new Float64Array(itemCount);
  const y = new Float64Array(itemCount);
  const entryX = new Float64Array(netCount);
  const exitX = new Float64Array(netCount);
  for (const { part, layout, x: partX, y: partY } of placed) {
    part.items.forEach((item, index) => {
      x[item] = layout.x[index]! + partX;
      y[item] = layout.y[index]! + partY;
    });
    part.nets.forEach((net, index) => {
      entryX[net] = layout.entryX[index]! + partX;
      exitX[net] = layout.exitX[index]! + partX;
    });
  }
  return { width, height, x, y, entryX, exitX, routes: joinRoutes(scope, placed, height) };
}

function joinRoutes(scope: ScopeGraph, placed: readonly Placed[], height: number): Routes {
  const netCount = scope.netSource.length;
  const placeOf = new Uint32Array(netCount);
  const indexOf = new Uint32Array(netCount);
  placed.forEach(({ part }, place) => {
    part.nets.forEach((net, index) => {
      placeOf[net] = place;
      indexOf[net] = index;
    });
  });
  const total = (count: (routes: Routes) => number): number =>
    placed.reduce((sum, { layout }) => sum + count(layout.routes), 0);
  const routes = {
    netPath: new Uint32Array(netCount + 1),
    pathParent: new Int32Array(total(({ pathParent }) => pathParent.length)),
    pathStart: new Uint32Array(total(({ pathParent }) => pathParent.length) + 1),
    pointX: new Float64Array(total(({ pointX }) => pointX.length)),
    pointY: new Float64Array(total(({ pointX }) => pointX.length)),
    targetPath: new Int32Array(scope.target.length),
  };
  for (let net = 0; net < netCount; net++) {
    const place = placed[placeOf[net]!]!;
    copyNet(scope, net, place, indexOf[net]!, routes);
    extendExit(scope, net, routes, height);
  }
  return routes;
}

/** Copies the paths of net `index` of a part to where the paths of the net before end. */
function copyNet(scope: ScopeGraph, net: number, { layout, x, y, part }: Placed, index: number, into: Routes): void {
  const from = layout.routes;
  const firstPath = from.netPath[index]!;
  const lastPath = from.netPath[index + 1]!;
  const pathShift = into.netPath[net]! - firstPath;
  into.netPath[net + 1] = lastPath + pathShift;
  const firstPoint = from.pathStart[firstPath]!;
  const pointShift = into.pathStart[firstPath + pathShift]! - firstPoint;
  for (let path = firstPath; path < lastPath; path++) {
    const parent = from.pathParent[path]!;
    into.pathParent[path + pathShift] = parent < 0 ? -1 : parent + pathShift;
    into.pathStart[path + pathShift + 1] = from.pathStart[path + 1]! + pointShift;
  }
  for (let point = firstPoint; point < from.pathStart[lastPath]!; point++) {
    into.pointX[point + pointShift] = from.pointX[point]! + x;
    into.pointY[point + pointShift] = from.pointY[point]! + y;
  }
  const entryShift = scope.netStart[net]! - part.graph.netStart[index]!;
  for (let entry = part.graph.netStart[index]!; entry < part.graph.netStart[index + 1]!; entry++) {
    into.targetPath[entry + entryShift] = from.targetPath[entry]! + pathShift;
  }
}

/** Other parts can make a box higher than the part at its border: lines that leave go on to the lower border. */
function extendExit(scope: ScopeGraph, net: number, routes: Routes, height: number): void {
  for (let entry = scope.netStart[net]!; entry < scope.netStart[net + 1]!; entry++) {
    if (scope.target[entry] !== outside) continue;
    const path = routes.targetPath[entry]!;
    routes.pointY[routes.pathStart[path + 1]! - 1] = height;
  }
}

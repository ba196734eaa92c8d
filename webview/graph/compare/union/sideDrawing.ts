import type { GraphDrawing } from '../../layout/drawing.ts';
import type { LayoutGraph } from '../../layout/graph.ts';
import type { SideName } from '../comparison.ts';
import type { UnionGraph } from './unionGraph.ts';

/** What one model has of the drawing of both. View nodes, nets and their targets have the numbers of its view. */
export interface SideDrawing {
  readonly graph: LayoutGraph;
  readonly drawing: GraphDrawing;
  /** The group of the union that each group here is. */
  readonly groupOf: Uint32Array;
}

/** Takes out of a drawing of both models what one of them has, everything where it is. */
export function sideDrawing(union: UnionGraph, side: SideName, laid: LayoutGraph, drawing: GraphDrawing): SideDrawing {
  const { comparison, groups } = union;
  const { nets } = comparison[side].view;
  const itemOf = side === 'before' ? comparison.itemOfBefore : comparison.itemOfAfter;
  const { groupOf, numberOf } = groupsWith(union, itemOf);
  const group = (number: number): number => (number < 0 ? -1 : numberOf[number]!);
  const ofGroups = (column: Float32Array): Float32Array => Float32Array.from(groupOf, (each) => column[each]!);
  const ofNodes = (column: Float32Array): Float32Array => Float32Array.from(itemOf, (item) => column[item]!);
  const graph: LayoutGraph = {
    nodeWidth: ofNodes(laid.nodeWidth),
    nodeHeight: ofNodes(laid.nodeHeight),
    nodeGroup: Int32Array.from(itemOf, (item) => group(groups.ofItem[item]!)),
    groupParent: Int32Array.from(groupOf, (each) => group(groups.parent[each]!)),
    groupCollapsed: Uint8Array.from(groupOf, (each) => laid.groupCollapsed[each]!),
    groupWidth: ofGroups(laid.groupWidth),
    groupHeight: ofGroups(laid.groupHeight),
    ...{ netSource: nets.source, netStart: nets.start, netTarget: nets.target, netMinor: nets.minor },
  };
  const places = {
    ...{ width: drawing.width, height: drawing.height, nodeX: ofNodes(drawing.nodeX), nodeY: ofNodes(drawing.nodeY) },
    ...{ groupX: ofGroups(drawing.groupX), groupY: ofGroups(drawing.groupY) },
    ...{ groupWidth: ofGroups(drawing.groupWidth), groupHeight: ofGroups(drawing.groupHeight) },
  };
  return { graph, drawing: { ...places, ...linesOf(union, side, drawing) }, groupOf };
}

/** Groups in which a model has something, and their numbers among those. */
function groupsWith({ groups }: UnionGraph, itemOf: Uint32Array) {
  const isThere = new Uint8Array(groups.count);
  for (const item of itemOf) {
    for (let group = groups.ofItem[item]!; group >= 0 && isThere[group] === 0; group = groups.parent[group]!) {
      isThere[group] = 1;
    }
  }
  const groupOf = Uint32Array.from([...isThere.keys()].filter((group) => isThere[group] === 1));
  const numberOf = new Int32Array(groups.count).fill(-1);
  groupOf.forEach((group, number) => (numberOf[group] = number));
  return { groupOf, numberOf };
}

type Lines = Pick<GraphDrawing, 'netPath' | 'pathParent' | 'pathStart' | 'pointX' | 'pointY' | 'targetPath'>;

/** The paths that lead to who reads in one model. */
function linesOf(union: UnionGraph, side: SideName, drawing: GraphDrawing): Lines {
  const { nets } = union.comparison[side].view;
  const entryOf = union.nets.entryOf[side];
  const netPath = new Uint32Array(nets.count + 1);
  const pathParent: number[] = [];
  const pathStart = [0];
  const pointX: number[] = [];
  const pointY: number[] = [];
  const targetPath = new Int32Array(nets.target.length).fill(-1);
  for (let net = 0; net < nets.count; net++) {
    const used = new Set<number>();
    for (let entry = nets.start[net]!; entry < nets.start[net + 1]!; entry++) {
      for (let path = drawing.targetPath[entryOf[entry]!]!; path >= 0; path = drawing.pathParent[path]!) used.add(path);
    }
    const numbers = new Map<number, number>();
    for (const path of [...used].sort((a, b) => a - b)) {
      numbers.set(path, pathParent.length + numbers.size);
    }
    for (const path of numbers.keys()) {
      pathParent.push(numbers.get(drawing.pathParent[path]!) ?? -1);
      for (let point = drawing.pathStart[path]!; point < drawing.pathStart[path + 1]!; point++) {
        pointX.push(drawing.pointX[point]!);
        pointY.push(drawing.pointY[point]!);
      }
      pathStart.push(pointX.length);
    }
    netPath[net + 1] = pathParent.length;
    for (let entry = nets.start[net]!; entry < nets.start[net + 1]!; entry++) {
      targetPath[entry] = numbers.get(drawing.targetPath[entryOf[entry]!]!) ?? -1;
    }
  }
  return {
    ...{ netPath, targetPath },
    pathParent: Int32Array.from(pathParent),
    pathStart: Uint32Array.from(pathStart),
    pointX: Float32Array.from(pointX),
    pointY: Float32Array.from(pointY),
  };
}

import type { GraphDrawing } from '../../layout/drawing.ts';
import type { LayoutGraph } from '../../layout/graph.ts';
import { type Family, familyNumber } from './family.ts';
import { boxKind, boxMark, type Scene, type SceneBoxes, type SceneNets } from './scene.ts';
import type { BoxTexts } from './boxMetrics.ts';

/** What a node or a group looks like. */
export interface BoxLook extends BoxTexts {
  readonly family: Family;
  readonly kind?: 'node' | 'terminal';
  readonly mark?: keyof typeof boxMark;
  readonly dashed?: boolean;
}

/** What is to be said of the parts of a laid-out graph, by their numbers there. */
export interface SceneContent {
  readonly node: (node: number) => BoxLook;
  readonly group: (group: number) => BoxLook;
  /** Empty for nothing. */
  readonly netLabel?: (net: number) => string;
  /** Of an entry of `netTarget`; empty for none. */
  readonly targetBadge?: (entry: number) => string;
}

/** The id of a node's box. */
export function nodeId(node: number): number {
  return node;
}

/** The id of a group's box or frame. */
export function groupId(group: number): number {
  return -1 - group;
}

/** What is seen of a graph that was laid out: boxes for its nodes and closed groups, frames for open ones, and its nets. */
export function laidOutScene(graph: LayoutGraph, drawing: GraphDrawing, content: SceneContent): Scene {
  const seen = whatIsSeen(graph);
  return { boxes: boxesOf(graph, drawing, content, seen), nets: netsOf(graph, drawing, content, seen) };
}

interface Seen {
  /** Groups that are seen, outer ones first. */
  readonly groups: readonly number[];
  readonly nodes: readonly number[];
  /** For each node and each group the box that it is in or is. */
  readonly nodeBox: Int32Array;
  readonly groupBox: Int32Array;
}

function whatIsSeen({ nodeGroup, groupParent, groupCollapsed }: LayoutGraph): Seen {
  const depth = depths(groupParent);
  const outerFirst = [...groupParent.keys()].sort((a, b) => depth[a]! - depth[b]! || a - b);
  const groups: number[] = [];
  const groupBox = new Int32Array(groupParent.length);
  const isOpen = (group: number): boolean =>
    group < 0 || (groupCollapsed[group] === 0 && groups[groupBox[group]!] === group);
  for (const group of outerFirst) {
    const parent = groupParent[group]!;
    groupBox[group] = isOpen(parent) ? groups.push(group) - 1 : groupBox[parent]!;
  }
  const nodes: number[] = [];
  const nodeBox = Int32Array.from(nodeGroup, (group, node) =>
    isOpen(group) ? groups.length + nodes.push(node) - 1 : groupBox[group]!,
  );
  return { groups, nodes, nodeBox, groupBox };
}

/** In how many groups each group is. Names decide how deep groups go, so this has no recursion. */
function depths(groupParent: Int32Array): Int32Array {
  const depth = new Int32Array(groupParent.length).fill(-1);
  for (let group = 0; group < depth.length; group++) {
    const unknown: number[] = [];
    let at = group;
    for (; at >= 0 && depth[at]! < 0; at = groupParent[at]!) unknown.push(at);
    let above = at < 0 ? -1 : depth[at]!;
    for (const each of unknown.reverse()) depth[each] = ++above;
  }
  return depth;
}

function boxesOf(graph: LayoutGraph, drawing: GraphDrawing, content: SceneContent, seen: Seen): SceneBoxes {
  const { groups, nodes, groupBox } = seen;
  const looks = [...groups.map((group) => content.group(group)), ...nodes.map((node) => content.node(node))];
  /** A column with one value for groups and another one for nodes. */
  const placed = (ofGroup: Float32Array, ofNode: Float32Array): Float32Array =>
    Float32Array.from([...groups.map((group) => ofGroup[group]!), ...nodes.map((node) => ofNode[node]!)]);
  const parents = [...groups.map((group) => graph.groupParent[group]!), ...nodes.map((node) => graph.nodeGroup[node]!)];
  return {
    id: Int32Array.from([...groups.map(groupId), ...nodes.map(nodeId)]),
    x: placed(drawing.groupX, drawing.nodeX),
    y: placed(drawing.groupY, drawing.nodeY),
    width: placed(drawing.groupWidth, graph.nodeWidth),
    height: placed(drawing.groupHeight, graph.nodeHeight),
    kind: Uint8Array.from(looks, ({ kind = 'node' }, box) => {
      const group = groups[box];
      if (group === undefined) return boxKind[kind];
      return graph.groupCollapsed[group] === 1 ? boxKind.group : boxKind.frame;
    }),
    family: Uint8Array.from(looks, ({ family }) => familyNumber(family)),
    mark: Uint8Array.from(looks, ({ mark = 'none' }) => boxMark[mark]),
    dashed: Uint8Array.from(looks, ({ dashed = false }) => Number(dashed)),
    count: Uint32Array.from(looks, ({ count = 0 }) => count),
    parent: Int32Array.from(parents, (group) => (group < 0 ? -1 : groupBox[group]!)),
    title: looks.map(({ title }) => title),
    subtitle: looks.map(({ subtitle = '' }) => subtitle),
    detail: looks.map(({ detail = '' }) => detail),
  };
}

function netsOf(graph: LayoutGraph, drawing: GraphDrawing, content: SceneContent, { nodeBox }: Seen): SceneNets {
  const paths = drawing.pathParent.length;
  const pathTarget = new Int32Array(paths).fill(-1);
  const pathBadge = new Uint8Array(paths);
  const badges: string[] = [];
  graph.netTarget.forEach((target, entry) => {
    const path = drawing.targetPath[entry]!;
    if (path < 0) return;
    pathTarget[path] = nodeBox[target]!;
    const badge = content.targetBadge?.(entry) ?? '';
    if (badge === '') return;
    if (!badges.includes(badge)) badges.push(badge);
    pathBadge[path] = 1 + badges.indexOf(badge);
  });
  return {
    source: Int32Array.from(graph.netSource, (node) => nodeBox[node]!),
    minor: graph.netMinor ?? new Uint8Array(graph.netSource.length),
    label: Array.from(graph.netSource, (_, net) => content.netLabel?.(net) ?? ''),
    firstPath: drawing.netPath,
    pathParent: drawing.pathParent,
    pathTarget,
    pathBadge,
    badges,
    pathStart: drawing.pathStart,
    pointX: drawing.pointX,
    pointY: drawing.pointY,
  };
}

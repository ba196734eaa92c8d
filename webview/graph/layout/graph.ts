/**
 * A graph to be laid out, as typed columns that can be transferred between threads. Nodes and groups are numbered from 0.
 * How the drawing comes out follows from the order of nets and of their targets, not from how nodes are numbered.
 */
export interface LayoutGraph {
  /** Sizes of the nodes, in CSS pixels at zoom 1. */
  readonly nodeWidth: Float32Array;
  readonly nodeHeight: Float32Array;
  /** The group that each node is in, or -1. */
  readonly nodeGroup: Int32Array;
  /** The group that each group is in, or -1. */
  readonly groupParent: Int32Array;
  /** 1 for groups that are drawn as one node; what is in them is hidden. */
  readonly groupCollapsed: Uint8Array;
  /** Sizes of the groups while they are collapsed. An expanded group is as large as what is in it. */
  readonly groupWidth: Float32Array;
  readonly groupHeight: Float32Array;
  /** The node that writes each net's tensor. */
  readonly netSource: Uint32Array;
  /** Where the targets of each net begin in `netTarget`; one more than there are nets. */
  readonly netStart: Uint32Array;
  /** The nodes that read each net's tensor. A node that reads it twice may be there twice. */
  readonly netTarget: Uint32Array;
  /** 1 for nets that are aside of what the graph is about, such as shapes: the straight main path avoids them. */
  readonly netMinor?: Uint8Array;
}

/** Throws a RangeError where a graph contradicts itself: it would be a defect of whoever made it. */
export function checkGraph(graph: LayoutGraph): void {
  const nodeCount = graph.nodeWidth.length;
  const groupCount = graph.groupParent.length;
  const netCount = graph.netSource.length;
  const equal = (name: string, length: number, expected: number): void => {
    if (length !== expected) throw new RangeError(`${name} has ${length} elements instead of ${expected}`);
  };
  equal('nodeHeight', graph.nodeHeight.length, nodeCount);
  equal('nodeGroup', graph.nodeGroup.length, nodeCount);
  equal('groupCollapsed', graph.groupCollapsed.length, groupCount);
  equal('groupWidth', graph.groupWidth.length, groupCount);
  equal('groupHeight', graph.groupHeight.length, groupCount);
  equal('netStart', graph.netStart.length, netCount + 1);
  equal('netTarget', graph.netTarget.length, graph.netStart[netCount]!);
  equal('netMinor', graph.netMinor?.length ?? netCount, netCount);
  checkIndices('nodeGroup', graph.nodeGroup, -1, groupCount);
  checkIndices('groupParent', graph.groupParent, -1, groupCount);
  checkIndices('netSource', graph.netSource, 0, nodeCount);
  checkIndices('netTarget', graph.netTarget, 0, nodeCount);
  for (const sizes of [graph.nodeWidth, graph.nodeHeight, graph.groupWidth, graph.groupHeight]) {
    for (const size of sizes) if (!(size >= 0 && size < Infinity)) throw new RangeError(`${size} is no size`);
  }
  if (graph.netStart[0] !== 0) throw new RangeError('netStart does not begin with 0');
  for (let net = 0; net < netCount; net++) {
    if (graph.netStart[net]! > graph.netStart[net + 1]!) throw new RangeError('netStart does not ascend');
  }
}

function checkIndices(name: string, indices: Int32Array | Uint32Array, least: number, count: number): void {
  for (const index of indices) {
    if (index < least || index >= count) throw new RangeError(`${name} has ${index}, beyond ${least} … ${count - 1}`);
  }
}

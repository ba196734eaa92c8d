/**
 * What is drawn, as typed columns and texts: boxes with a place each, and nets of lines between them. It knows nothing of what
 * the boxes stand for. Places are in CSS pixels at zoom 1; x grows to the right, y downwards.
 */
export interface Scene {
  readonly boxes: SceneBoxes;
  readonly nets: SceneNets;
}

/** What a box is: an operator, an end of the graph, a group that is closed, or one that is open around what is in it. */
export const boxKind = { node: 0, terminal: 1, group: 2, frame: 3 } as const;

/** What became of a box from one model to another. */
export const boxMark = { none: 0, added: 1, removed: 2, changed: 3 } as const;

/** Columns of the same length, one element a box. Frames come before what is in them. */
export interface SceneBoxes {
  /** Which box of an earlier scene this one is: unique in a scene, and the same in all scenes of a model. */
  readonly id: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** Of {@link boxKind}. */
  readonly kind: Uint8Array;
  /** Of `familyNumber`. */
  readonly family: Uint8Array;
  /** Of {@link boxMark}. */
  readonly mark: Uint8Array;
  /** 1 for boxes with a dashed border. */
  readonly dashed: Uint8Array;
  /** How many nodes are in a group or a frame; otherwise 0. */
  readonly count: Uint32Array;
  /** The frame that a box is in, or -1. */
  readonly parent: Int32Array;
  /** Up to three lines. The second one of a node keeps its end when it has to be shortened: it is a path. */
  readonly title: readonly string[];
  readonly subtitle: readonly string[];
  readonly detail: readonly string[];
}

/** Nets of lines, each a tree of paths from one source to all who read from it; what they share is there once. */
export interface SceneNets {
  /** The box where each net begins. */
  readonly source: Int32Array;
  /** 1 for nets that are aside of what the graph is about. */
  readonly minor: Uint8Array;
  /** What is told beside a net, such as type and shape: the shorter, the more often there is room. Empty for nothing. */
  readonly label: readonly string[];
  /** Where the paths of each net begin; one more than there are nets. */
  readonly firstPath: Uint32Array;
  /** The path that each path continues, or -1 where it begins at the net's source. */
  readonly pathParent: Int32Array;
  /** The box that each path leads to, or -1 where others continue it. */
  readonly pathTarget: Int32Array;
  /** 1 + the number of the badge on each path, or 0. */
  readonly pathBadge: Uint8Array;
  /** Short texts such as `u8`. */
  readonly badges: readonly string[];
  /** Where the points of each path begin; one more than there are paths. */
  readonly pathStart: Uint32Array;
  readonly pointX: Float32Array;
  readonly pointY: Float32Array;
}

/** With nothing in it. */
export const emptyScene: Scene = {
  boxes: {
    id: new Int32Array(),
    x: new Float32Array(),
    y: new Float32Array(),
    width: new Float32Array(),
    height: new Float32Array(),
    kind: new Uint8Array(),
    family: new Uint8Array(),
    mark: new Uint8Array(),
    dashed: new Uint8Array(),
    count: new Uint32Array(),
    parent: new Int32Array(),
    title: [],
    subtitle: [],
    detail: [],
  },
  nets: {
    source: new Int32Array(),
    minor: new Uint8Array(),
    label: [],
    firstPath: new Uint32Array(1),
    pathParent: new Int32Array(),
    pathTarget: new Int32Array(),
    pathBadge: new Uint8Array(),
    badges: [],
    pathStart: new Uint32Array(1),
    pointX: new Float32Array(),
    pointY: new Float32Array(),
  },
};

export function boxCount({ boxes }: Scene): number {
  return boxes.id.length;
}

export function netCount({ nets }: Scene): number {
  return nets.source.length;
}

export function pathCount({ nets }: Scene): number {
  return nets.pathParent.length;
}

/** Throws a RangeError where a scene contradicts itself: it would be a defect of whoever made it. */
export function checkScene(scene: Scene): void {
  const { boxes, nets } = scene;
  const [count, paths] = [boxCount(scene), pathCount(scene)];
  for (const [name, column] of Object.entries(boxes) as [string, ArrayLike<unknown>][]) {
    checkLength(name, column.length, count);
  }
  for (const name of ['minor', 'label'] as const) checkLength(name, nets[name].length, netCount(scene));
  for (const name of ['pathTarget', 'pathBadge'] as const) checkLength(name, nets[name].length, paths);
  checkRows('firstPath', nets.firstPath, netCount(scene), paths);
  checkRows('pathStart', nets.pathStart, paths, nets.pointX.length);
  checkLength('pointY', nets.pointY.length, nets.pointX.length);
  checkIndices('source', nets.source, 0, count);
  checkIndices('pathTarget', nets.pathTarget, -1, count);
  checkIndices('pathBadge', nets.pathBadge, 0, nets.badges.length + 1);
  boxes.parent.forEach((parent, box) => {
    if (parent >= box || parent < -1) throw new RangeError(`the frame of box ${box} is ${parent}, not before it`);
  });
}

function checkLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${name} has ${length} elements instead of ${expected}`);
}

function checkIndices(name: string, column: ArrayLike<number>, least: number, count: number): void {
  for (let index = 0; index < column.length; index++) {
    const value = column[index]!;
    if (value < least || value >= count) throw new RangeError(`${name}[${index}] is ${value}, of ${count}`);
  }
}

function checkRows(name: string, starts: Uint32Array, rows: number, elements: number): void {
  checkLength(name, starts.length, rows + 1);
  checkLength(name, starts[rows]!, elements);
  if (starts.some((start, row) => row > 0 && start < starts[row - 1]!)) throw new RangeError(`${name} does not ascend`);
}

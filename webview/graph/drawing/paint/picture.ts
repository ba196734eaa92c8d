import { RectangleIndex } from '../index/rectangleIndex.ts';
import { boxRectangle, nowhere, pathRectangle, type Rectangle, union } from '../scene/rectangle.ts';
import { boxCount, boxKind, netCount, pathCount, type Scene } from '../scene/scene.ts';

/** A scene with what is derived from it once, so that each frame costs in proportion to what it shows. */
export class Picture {
  /** Around everything; empty for an empty scene. */
  readonly bounds: Rectangle;
  /** All boxes but frames. None of them overlap. */
  readonly boxes: RectangleIndex;
  readonly frames: RectangleIndex;
  readonly paths: RectangleIndex;
  readonly netOfPath: Uint32Array;

  constructor(readonly scene: Scene) {
    const { boxes, nets } = scene;
    const all = Array.from(boxes.kind.keys());
    const isFrame = (box: number): boolean => boxes.kind[box] === boxKind.frame;
    const rectangle = (box: number): Rectangle => boxRectangle(boxes, box);
    const index = (numbers: readonly number[]): RectangleIndex =>
      new RectangleIndex(numbers.length, rectangle, numbers);
    this.boxes = index(all.filter((box) => !isFrame(box)));
    this.frames = index(all.filter(isFrame));
    const path = (number: number): Rectangle => pathRectangle(nets, number);
    this.paths = new RectangleIndex(pathCount(scene), path);
    this.netOfPath = new Uint32Array(pathCount(scene));
    for (let net = 0; net < netCount(scene); net++) {
      this.netOfPath.fill(net, nets.firstPath[net], nets.firstPath[net + 1]);
    }
    this.bounds = union(this.boxes.bounds, union(this.frames.bounds, this.paths.bounds));
    if (boxCount(scene) === 0) this.bounds = nowhere;
  }
}

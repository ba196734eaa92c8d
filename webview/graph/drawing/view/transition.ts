import { paintBoxes } from '../paint/boxes.ts';
import { paintBoxTexts, paintTitles } from '../paint/boxTexts.ts';
import { paintFrames } from '../paint/frames.ts';
import { layOutFrameTitles, paintFrameTitles } from '../paint/frameTitles.ts';
import { levelAt } from '../paint/level.ts';
import { paintLines } from '../paint/lines.ts';
import type { Painting } from '../paint/painting.ts';
import { type Projection, sceneUnder, zoomOf } from '../paint/projection.ts';
import { Found } from '../index/rectangleIndex.ts';
import { boxRectangle, overlaps, type Rectangle } from '../scene/rectangle.ts';
import { boxCount, boxKind, type Scene, type SceneBoxes } from '../scene/scene.ts';
import type { Point } from '../viewport/viewport.ts';
import type { Shown } from './shown.ts';

/** More boxes than these in the window do not move but change at once: it would not look smooth. */
const mostMoving = 1500;

/** For each box the one of another scene that has its id, or -1. */
export function counterparts(boxes: SceneBoxes, others: SceneBoxes): Int32Array {
  const byId = new Map(Array.from(others.id, (id, box) => [id, box]));
  return boxes.id.map((id) => byId.get(id) ?? -1);
}

/**
 * How far the window has to move when a scene takes the place of another so that a box stays where it is: the middle of its
 * upper edge, since a group that opens grows down and to both sides.
 */
export function displacement(from: Scene, box: number, to: Scene, counterpart: number): Point {
  const middle = ({ x, width }: SceneBoxes, of: number): number => x[of]! + width[of]! / 2;
  return {
    x: middle(to.boxes, counterpart) - middle(from.boxes, box),
    y: to.boxes.y[counterpart]! - from.boxes.y[box]!,
  };
}

/** From one scene to another: boxes of both move, others appear, and lines are back when everything is in place. */
export class Transition {
  /** The box of the scene before for each box, or -1. */
  private readonly before: Int32Array;

  /** @param offset how far the window moves with it */
  constructor(
    private readonly from: Scene,
    private readonly to: Shown,
    private readonly offset: Point,
  ) {
    this.before = counterparts(to.scene.boxes, from.boxes);
  }

  /** Whether so little is seen of both scenes that it can move smoothly. */
  static isSmooth(from: Shown, fromPart: Rectangle, to: Shown, toPart: Rectangle): boolean {
    const found = new Found();
    from.picture.boxes.search(fromPart, found);
    to.picture.boxes.search(toPart, found);
    return found.all.length <= mostMoving;
  }

  /** Paints a moment of it, `part` from 0 to 1. */
  paint(context: CanvasRenderingContext2D, projection: Projection, part: number): void {
    const { width, height } = context.canvas;
    const scene = this.sceneAt(part);
    const painting = this.to.painting(context, projection, scene);
    const seen = sceneUnder(projection, { left: 0, top: 0, right: width, bottom: height });
    context.fillStyle = painting.look.background;
    context.fillRect(0, 0, width, height);
    const boxes: number[] = [];
    const frames: number[] = [];
    for (let box = 0; box < boxCount(scene); box++) {
      if (overlaps(boxRectangle(scene.boxes, box), seen)) {
        (scene.boxes.kind[box] === boxKind.frame ? frames : boxes).push(box);
      }
    }
    paintFrames(painting, Uint32Array.from(frames));
    const isNew = (box: number): boolean => this.before[box]! < 0;
    const appearing = Math.max(0, 2 * part - 1);
    context.globalAlpha = appearing;
    this.paintPaths(painting, seen);
    this.paintAll(
      painting,
      boxes.filter((box) => isNew(box)),
    );
    context.globalAlpha = 1;
    this.paintAll(
      painting,
      boxes.filter((box) => !isNew(box)),
    );
    paintFrameTitles(painting, layOutFrameTitles(painting, frames, { width, height }));
  }

  private paintAll(painting: Painting, boxes: readonly number[]): void {
    paintBoxes(painting, boxes);
    if (levelAt(zoomOf(painting.projection)) === 'near') paintBoxTexts(painting, boxes);
    else paintTitles(painting, boxes);
  }

  private paintPaths(painting: Painting, seen: Rectangle): void {
    const found = new Found();
    this.to.picture.paths.search(seen, found);
    const { minor } = this.to.scene.nets;
    const isMinor = (path: number): boolean => minor[this.to.picture.netOfPath[path]!] === 1;
    paintLines(painting, found.all.filter(isMinor), painting.look.minorLine);
    paintLines(
      painting,
      found.all.filter((path) => !isMinor(path)),
      painting.look.line,
    );
  }

  /** The new scene with its boxes on their way. */
  private sceneAt(part: number): Scene {
    const { boxes } = this.to.scene;
    const old = this.from.boxes;
    const { offset, before } = this;
    const moved = (to: Float32Array, from: Float32Array, by: number): Float32Array =>
      to.map((end, box) => {
        const start = before[box]! < 0 ? end : from[before[box]!]! + by;
        return start + (end - start) * part;
      });
    return {
      nets: this.to.scene.nets,
      boxes: {
        ...boxes,
        x: moved(boxes.x, old.x, offset.x),
        y: moved(boxes.y, old.y, offset.y),
        width: moved(boxes.width, old.width, 0),
        height: moved(boxes.height, old.height, 0),
      },
    };
  }
}

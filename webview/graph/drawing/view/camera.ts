import type { Projection } from '../paint/projection.ts';
import { nowhere, type Rectangle } from '../scene/rectangle.ts';
import {
  atFirst,
  between,
  fit,
  held,
  panned,
  type Point,
  readViewport,
  revealing,
  seenPart,
  type Size,
  type Viewport,
  windowAt,
  zoomedAt,
} from '../viewport/viewport.ts';
import type { Frames } from './frames.ts';
import type { Stage } from './stage.ts';

/** Milliseconds in which a step of a mouse wheel is followed: long enough to be smooth, too short to lag behind. */
const wheelTime = 110;

/** What the window shows of the scene, and how that changes. */
export class Camera {
  private now: Viewport = { x: 0, y: 0, zoom: 1 };
  /** Where it is flying to. */
  private goal: Viewport = this.now;
  private bounds: Rectangle = nowhere;

  constructor(
    private readonly stage: Stage,
    private readonly frames: Frames,
    private readonly moved: (viewport: Viewport) => void,
  ) {}

  get viewport(): Viewport {
    return this.now;
  }

  get size(): Size {
    return this.stage.size;
  }

  get projection(): Projection {
    const { pixel, canvas } = this.stage;
    const scale = this.now.zoom * pixel;
    return {
      ...{ scale, pixel },
      originX: Math.round(this.now.x * scale - canvas.width / 2),
      originY: Math.round(this.now.y * scale - canvas.height / 2),
    };
  }

  /** The part of the scene in the window. */
  get part(): Rectangle {
    return seenPart(this.now, this.size);
  }

  /** Around everything that can be shown. Does not move by itself. */
  setBounds(bounds: Rectangle): void {
    this.bounds = bounds;
  }

  jump(viewport: Viewport): void {
    this.frames.land('camera');
    this.move(viewport);
  }

  /**
   * Shows what was kept, else the beginning; where too little would be seen of that, everything.
   * @param isWorthSeeing whether a part of the scene has enough in it
   */
  start(kept: unknown, first: Rectangle, isWorthSeeing: (part: Rectangle) => boolean): void {
    const viewport = readViewport(kept);
    this.jump(viewport ?? atFirst(this.bounds, this.size, first));
    if (viewport === undefined && !isWorthSeeing(this.part)) this.jump(fit(this.bounds, this.size));
  }

  /** Follows a hand. */
  pan(across: number, down: number): void {
    this.jump(panned(this.now, across, down));
  }

  /** Follows a hand, around a point of the window. */
  zoom(at: Point, factor: number): void {
    this.jump(this.zoomed(this.now, at, factor));
  }

  /** Pans by a step, smoothly; the next step may come before the end of this one. */
  panStep(across: number, down: number): void {
    this.fly(panned(this.next, across, down), wheelTime);
  }

  zoomStep(at: Point, factor: number): void {
    this.fly(this.zoomed(this.next, at, factor), wheelTime);
  }

  /** A part of the scene fills the window. */
  showPart(part: Rectangle, mostZoom?: number): void {
    this.fly(fit(part, this.size, mostZoom));
  }

  showAll(): void {
    this.showPart(this.bounds);
  }

  /** Moves as little as needed to have a part of the scene in the window; from far it comes nearer. */
  reveal(part: Rectangle, leastZoom: number): void {
    const { zoom } = this.next;
    const at = { x: (part.left + part.right) / 2, y: (part.top + part.bottom) / 2 };
    const near =
      zoom < leastZoom ? zoomedAt(this.next, this.size, windowAt(this.next, this.size, at), leastZoom) : this.next;
    this.fly(revealing(near, part, this.size));
  }

  /** Where a point of the window is in device pixels. */
  deviceAt({ x, y }: Point): Point {
    return { x: x * this.stage.pixel, y: y * this.stage.pixel };
  }

  private get next(): Viewport {
    return this.frames.isFlying('camera') ? this.goal : this.now;
  }

  private zoomed(viewport: Viewport, at: Point, factor: number): Viewport {
    // Held first: at the end of the range nothing moves.
    const { zoom } = held({ ...viewport, zoom: viewport.zoom * factor }, this.bounds, this.size);
    return zoomedAt(viewport, this.size, at, zoom);
  }

  private fly(goal: Viewport, duration?: number): void {
    const [from, to] = [this.now, held(goal, this.bounds, this.size)];
    this.goal = to;
    this.frames.fly('camera', (part) => this.move(part === 1 ? to : between(from, to, part)), undefined, duration);
  }

  private move(viewport: Viewport): void {
    this.now = held(viewport, this.bounds, this.size);
    this.frames.ask();
    this.moved(this.now);
  }
}

import type { FrameTitle } from '../paint/frameTitles.ts';
import { levelAt } from '../paint/level.ts';
import { type Point, sceneAt, type Viewport } from '../viewport/viewport.ts';
import { Band } from './band.ts';
import type { Camera } from './camera.ts';
import { targetAt } from './hitTest.ts';
import { HoverCard } from './hoverCard.ts';
import { hoverLines } from './hoverLines.ts';
import { watchKeys } from './keys.ts';
import { sameTarget, type Target } from './marked.ts';
import { watchPointer } from './pointer.ts';
import type { Shown } from './shown.ts';

/** What a person does. Boxes are numbers of the scene that is shown. */
export interface GraphEvents {
  /** What is selected after a click: a box, one more or less with Ctrl, or nothing after a click beside all boxes. */
  onSelect(boxes: readonly number[]): void;
  /** Clicked a line; where nothing listens, it is a click beside all boxes. */
  onSelectNet?(net: number): void;
  onHover?(target: Target | undefined): void;
  /** Double-clicked a box, or clicked the chevron of a group. */
  onActivate(box: number, part: 'body' | 'chevron'): void;
  /** The view is another one. What it gives is small and may be kept as it is. */
  onMove?(viewport: Viewport): void;
}

/** What there is to point at. */
export interface Ground {
  readonly shown: Shown | undefined;
  readonly titles: readonly FrameTitle[];
  readonly selected: ReadonlySet<number>;
  /** Asks for the next frame. */
  repaint(): void;
}

/** CSS pixels that a rectangle must have each way: less was not meant. */
const leastBand = 8;
/** A rectangle is not made larger than this. */
const mostBandZoom = 2;

/** What mouse, trackpad and keys do to a view: they move the camera, and tell what they are on. */
export class Interaction {
  private readonly card: HoverCard;
  private readonly band: Band;
  private readonly ends: readonly (() => void)[];
  private current: Target | undefined;

  constructor(
    container: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly camera: Camera,
    private readonly ground: Ground,
    private readonly events: GraphEvents,
  ) {
    this.card = new HoverCard(container);
    this.band = new Band(container);
    this.ends = [this.watchPointer(), this.watchKeys()];
  }

  /** What the pointer is on. */
  get target(): Target | undefined {
    return this.current;
  }

  /** What was pointed at is no more. */
  reset(): void {
    this.current = undefined;
    this.card.hide();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.card.dispose();
  }

  private targetAt(at: Point): Target | undefined {
    const { shown, titles } = this.ground;
    if (shown === undefined) return undefined;
    return targetAt(shown.picture, this.camera.projection, titles, this.camera.deviceAt(at));
  }

  private hover(at: Point | undefined): void {
    const { shown } = this.ground;
    const target = at === undefined ? undefined : this.targetAt(at);
    if (at === undefined || shown === undefined) {
      this.card.hide();
    } else {
      this.card.show(hoverLines(shown, target, levelAt(this.camera.viewport.zoom)), at, this.camera.size);
    }
    if (sameTarget(target, this.current)) return;
    this.current = target;
    this.canvas.classList.toggle('pointing', target?.kind === 'box');
    this.events.onHover?.(target);
    this.ground.repaint();
  }

  private press(at: Point, more: boolean): void {
    const target = this.targetAt(at);
    if (target?.kind === 'net' && !more && this.events.onSelectNet !== undefined) {
      this.events.onSelectNet(target.net);
    } else if (target?.kind !== 'box') {
      if (!more) this.events.onSelect([]);
    } else if (target.part === 'chevron') {
      this.events.onActivate(target.box, 'chevron');
    } else {
      this.events.onSelect(more ? toggled(this.ground.selected, target.box) : [target.box]);
    }
  }

  private open(at: Point): void {
    const target = this.targetAt(at);
    if (target?.kind === 'box' && target.part === 'body') this.events.onActivate(target.box, 'body');
  }

  private watchPointer(): () => void {
    const { camera } = this;
    return watchPointer(this.canvas, {
      pan: (across, down) => camera.pan(across, down),
      scroll: (across, down) => camera.panStep(across, down),
      zoom: (at, factor) => camera.zoom(at, factor),
      zoomStep: (at, factor) => camera.zoomStep(at, factor),
      hover: (at) => this.hover(at),
      press: (at, more) => this.press(at, more),
      open: (at) => this.open(at),
      unframe: () => this.band.hide(),
      frame: (from, to, done) => {
        if (!done) return this.band.show(from, to);
        this.band.hide();
        if (Math.min(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) < leastBand) return;
        const [one, other] = [from, to].map((point) => sceneAt(camera.viewport, camera.size, point));
        const [left, right] = [Math.min(one!.x, other!.x), Math.max(one!.x, other!.x)];
        const [top, bottom] = [Math.min(one!.y, other!.y), Math.max(one!.y, other!.y)];
        camera.showPart({ left, top, right, bottom }, mostBandZoom);
      },
    });
  }

  private watchKeys(): () => void {
    const { camera, ground } = this;
    return watchKeys(this.canvas, {
      pan: (across, down) => camera.panStep(across, down),
      zoom: (factor) => camera.zoomStep({ x: camera.size.width / 2, y: camera.size.height / 2 }, factor),
      fit: () => camera.showAll(),
      get walks() {
        return ground.selected.size > 0;
      },
    });
  }
}

function toggled(selected: ReadonlySet<number>, box: number): readonly number[] {
  return selected.has(box) ? [...selected].filter((each) => each !== box) : [...selected, box];
}

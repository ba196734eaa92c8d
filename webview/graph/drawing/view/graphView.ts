import '../drawing.css';
import { element } from '../../../element.ts';
import { type PngOptions, type PngResult, scenePng } from '../export/scenePng.ts';
import { type ExportTexts, sceneSvg } from '../export/sceneSvg.ts';
import { Minimap } from '../minimap/minimap.ts';
import { Legend, type LegendTexts } from '../overlay/legend.ts';
import { type Overlay, scaledOverlay } from '../overlay/overlay.ts';
import type { FrameTitle } from '../paint/frameTitles.ts';
import { levelZooms } from '../paint/level.ts';
import type { Connections, Emphasis } from '../scene/connections.ts';
import { boxesRectangle, boxRectangle, type Rectangle } from '../scene/rectangle.ts';
import { boxCount, boxKind, checkScene, emptyScene, type Scene } from '../scene/scene.ts';
import { watchTheme } from '../theme/readTheme.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { hasBoxesIn, startOf } from './beginning.ts';
import { Camera } from './camera.ts';
import { CanvasPainter } from './canvasPainter.ts';
import { Frames } from './frames.ts';
import { type GraphEvents, type Ground, Interaction } from './interaction.ts';
import { type Marked, nothingMarked } from './marked.ts';
import { Shown, type Style } from './shown.ts';
import { Stage } from './stage.ts';
import { styleNow } from './styleNow.ts';
import { counterparts, displacement, Transition } from './transition.ts';

export interface GraphViewTexts extends LegendTexts {
  /** Of the graph, for those who hear it. */
  readonly label: string;
}

/** How a view is made. */
export interface GraphViewOptions {
  readonly texts: GraphViewTexts;
  readonly events: GraphEvents;
  /** What `onMove` gave last, to come back to. */
  readonly viewport?: unknown;
}

/** How a scene takes the place of the one before. */
export interface ShowOptions {
  readonly overlay?: Overlay;
  /** A box of the scene before that is to keep its place. */
  readonly anchor?: number;
  /** The scene is of another graph: it is shown from its beginning, or as it was kept. */
  readonly start?: { readonly viewport: unknown };
  /** How far one can go, where that is further than the scene: two views that move together have the same. */
  readonly bounds?: Rectangle;
}

/** A graph in a window: shows a scene, and says what a person does with it. Fills its container. */
export class GraphView {
  private readonly root = element('div', { class: 'graph' });
  private readonly frames = new Frames(() => this.paint());
  private readonly painter = new CanvasPainter();
  private readonly stage: Stage;
  private readonly camera: Camera;
  private readonly minimap: Minimap;
  private readonly legend: Legend;
  private readonly interaction: Interaction;
  private readonly unwatchTheme: () => void;
  private style: Style = styleNow(undefined);
  private shown: Shown | undefined;
  private marked: Marked = nothingMarked;
  private titles: readonly FrameTitle[] = [];
  private moving: { readonly transition: Transition; part: number } | undefined;
  /** Whether the first view is still to be found: the window has no size yet, or there is nothing to see. */
  private unplaced = true;
  /** What that view was when it was kept. */
  private kept: unknown;

  constructor(
    container: HTMLElement,
    private readonly options: GraphViewOptions,
  ) {
    const { texts, events } = options;
    this.kept = options.viewport;
    container.append(this.root);
    this.stage = new Stage(this.root, texts.label, () => this.resized());
    this.camera = new Camera(this.stage, this.frames, (viewport) => events.onMove?.(viewport));
    this.legend = new Legend(this.root, texts);
    this.minimap = new Minimap(this.root, (x, y) => this.camera.jump({ ...this.camera.viewport, x, y }));
    this.interaction = new Interaction(this.root, this.stage.canvas, this.camera, this.ground(), events);
    this.unwatchTheme = watchTheme(() => this.restyle(styleNow(this.style)));
  }

  /**
   * Shows a scene in place of the one before. What both have moves, and one box keeps its place in the window: the anchor, else
   * the first selected one. What is selected stays so, as far as it is still there; hits and emphasis are of the scene before.
   */
  show(scene: Scene, { overlay, anchor, start, bounds }: ShowOptions = {}): void {
    checkScene(scene);
    if (start !== undefined) {
      this.kept = start.viewport;
      this.unplaced = true;
    }
    const before = this.shown;
    const part = this.camera.part;
    this.style = { ...this.style, overlay: overlay === undefined ? undefined : scaledOverlay(overlay) };
    const shown = Shown.of(scene, this.style);
    this.shown = shown;
    this.camera.setBounds(bounds ?? shown.picture.bounds);
    this.interaction.reset();
    this.frames.land('scene');
    if (before === undefined || this.unplaced) this.marked = nothingMarked;
    else this.replace(before, shown, part, anchor ?? [...this.marked.selected][0]);
    this.refresh();
    this.place();
  }

  get scene(): Scene | undefined {
    return this.shown?.scene;
  }

  /** Who reads from whom in the scene: for neighbourhoods and ways to be emphasised. */
  get connections(): Connections | undefined {
    return this.shown?.connections;
  }

  get viewport(): Viewport {
    return this.camera.viewport;
  }

  /** How everything looks now: for exports. */
  get currentStyle(): Style {
    return this.style;
  }

  /** Colours boxes by numbers, or by their families. As values come in, call it again with all there are. */
  setOverlay(overlay: Overlay | undefined): void {
    this.restyle({ ...this.style, overlay: overlay === undefined ? undefined : scaledOverlay(overlay) });
  }

  /** @param nets nets whose lines are selected too */
  select(boxes: Iterable<number>, nets: Iterable<number> = []): void {
    this.mark({ selected: this.existing(boxes), selectedNets: new Set(nets) });
  }

  /** What a search found, and which of it the person is at. */
  setHits(boxes: Iterable<number>, current = -1): void {
    this.mark({ hits: this.existing(boxes), currentHit: current });
  }

  /** Shows boxes and lines above all else, which is dimmed; or everything alike again. */
  emphasise(emphasis: Emphasis | undefined): void {
    this.mark({ emphasis });
  }

  /** Moves as little as needed to have a box in the window, large enough to be read. */
  reveal(box: number): void {
    if (this.shown === undefined || box >= boxCount(this.shown.scene)) return;
    const { boxes } = this.shown.scene;
    const isFrame = boxes.kind[box] === boxKind.frame;
    this.camera.reveal(boxRectangle(boxes, box), isFrame ? 0 : levelZooms.near);
  }

  /** Shows a view that was kept, at once. */
  lookAt(viewport: Viewport): void {
    this.camera.jump(viewport);
  }

  fit(): void {
    this.camera.showAll();
  }

  zoomToSelection(): void {
    const { selected } = this.marked;
    if (this.shown !== undefined && selected.size > 0)
      this.camera.showPart(boxesRectangle(this.shown.scene.boxes, selected));
  }

  /** Around the middle of the window. */
  zoomBy(factor: number): void {
    const { width, height } = this.camera.size;
    this.camera.zoomStep({ x: width / 2, y: height / 2 }, factor);
  }

  /** The whole scene as it is shown now, as the text of an SVG file. */
  svg(title: string): string {
    return sceneSvg(this.whole(), this.exportTexts(title));
  }

  /** The whole scene as it is shown now, as a picture. */
  png(title: string, options: PngOptions): Promise<PngResult> {
    return scenePng(this.whole(), this.exportTexts(title), options);
  }

  focus(): void {
    this.stage.canvas.focus();
  }

  dispose(): void {
    this.unwatchTheme();
    for (const part of [this.frames, this.interaction, this.minimap, this.legend, this.stage]) part.dispose();
    this.root.remove();
  }

  /** What mouse and keys work on: what there is at the time. */
  private ground(): Ground {
    const shown = (): Shown | undefined => (this.unplaced ? undefined : this.shown);
    const titles = (): readonly FrameTitle[] => this.titles;
    const selected = (): ReadonlySet<number> => this.marked.selected;
    return {
      get shown() {
        return shown();
      },
      get titles() {
        return titles();
      },
      get selected() {
        return selected();
      },
      repaint: () => this.frames.ask(),
    };
  }

  private replace(before: Shown, shown: Shown, seen: Rectangle, anchor: number | undefined): void {
    const next = counterparts(before.scene.boxes, shown.scene.boxes);
    const selected = [...this.marked.selected].map((box) => next[box]!).filter((box) => box >= 0);
    this.marked = { ...nothingMarked, selected: new Set(selected) };
    const counterpart = anchor === undefined ? -1 : (next[anchor] ?? -1);
    const offset = counterpart < 0 ? { x: 0, y: 0 } : displacement(before.scene, anchor!, shown.scene, counterpart);
    const { x, y, zoom } = this.camera.viewport;
    this.camera.jump({ x: x + offset.x, y: y + offset.y, zoom });
    if (!Transition.isSmooth(before, seen, shown, this.camera.part)) return;
    const moving = { transition: new Transition(before.scene, shown, offset), part: 0 };
    this.frames.fly(
      'scene',
      (part) => {
        moving.part = part;
        this.moving = part < 1 ? moving : undefined;
      },
      () => (this.moving = undefined),
    );
  }

  private resized(): void {
    this.place();
    this.frames.ask();
  }

  /** Finds the first view, as soon as there is a window and something to see. */
  private place(): void {
    if (!this.unplaced || this.shown === undefined || boxCount(this.shown.scene) === 0) return;
    if (this.stage.size.width === 0) return;
    this.unplaced = false;
    const { scene } = this.shown;
    this.camera.start(this.kept, startOf(scene), (part) => hasBoxesIn(scene, part));
  }

  private restyle(style: Style): void {
    this.style = style;
    this.shown = this.shown?.styled(style);
    this.refresh();
  }

  private refresh(): void {
    if (this.shown !== undefined) this.legend.show(this.shown.scene, this.style.look, this.style.overlay);
    this.minimap.invalidate();
    this.painter.invalidate();
    this.frames.ask();
  }

  private whole(): Shown {
    return this.shown ?? Shown.of(emptyScene, this.style);
  }

  private exportTexts(title: string): ExportTexts {
    return { title, noData: this.options.texts.noData };
  }

  private existing(boxes: Iterable<number>): ReadonlySet<number> {
    const count = this.shown === undefined ? 0 : boxCount(this.shown.scene);
    return new Set([...boxes].filter((box) => box >= 0 && box < count));
  }

  private mark(changed: Partial<Marked>): void {
    this.marked = { ...this.marked, ...changed };
    this.painter.invalidate();
    this.frames.ask();
  }

  private paint(): void {
    const { context, canvas, pixel } = this.stage;
    if (this.shown === undefined || this.unplaced) {
      context.fillStyle = this.style.look.background;
      context.fillRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const { projection } = this.camera;
    if (this.moving === undefined) {
      this.titles = this.painter.paint(context, this.shown, projection, this.marked, this.interaction.target);
    } else {
      this.moving.transition.paint(context, projection, this.moving.part);
    }
    this.minimap.paint(this.shown, this.camera.part, pixel);
  }
}

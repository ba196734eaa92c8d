import { element } from '../../../element.ts';
import { cssOf } from '../colour/colour.ts';
import { paintScene } from '../paint/paintScene.ts';
import type { Rectangle } from '../scene/rectangle.ts';
import type { Shown } from '../view/shown.ts';
import { StillLayer } from '../view/stillLayer.ts';
import type { Point } from '../viewport/viewport.ts';
import { type MapPlace, mapPlace } from './mapPlace.ts';

/** More of the slider's own colour would hide what is under it. */
const mostOpaque = 0.25;

/**
 * The whole scene, small, with a slider over what is in the window: drag it to pan, click elsewhere to go there. Hidden while
 * all of the scene is in the window. It is for the mouse; by keyboard one pans in the graph itself.
 */
export class Minimap {
  private readonly canvas = element('canvas', { class: 'graph-minimap', 'aria-hidden': true, hidden: true });
  private readonly context = this.canvas.getContext('2d', { alpha: false })!;
  private readonly still = new StillLayer();
  private place: MapPlace | undefined;
  private seen: Rectangle | undefined;
  /** Where in the slider it is held, from its middle, in units of the scene. */
  private grip: Point | undefined;

  /** @param goTo asks for the window's middle to be at a place of the scene */
  constructor(
    container: HTMLElement,
    private readonly goTo: (x: number, y: number) => void,
  ) {
    container.append(this.canvas);
    this.canvas.addEventListener('pointerdown', (event) => this.hold(event));
    this.canvas.addEventListener('pointermove', (event) => this.drag(event));
    this.canvas.addEventListener('pointerup', () => (this.grip = undefined));
    this.canvas.addEventListener('pointercancel', () => (this.grip = undefined));
  }

  /** The next time it is painted anew. */
  invalidate(): void {
    this.still.invalidate();
  }

  paint(shown: Shown, seen: Rectangle, pixel: number): void {
    const { bounds } = shown.picture;
    const all =
      seen.left <= bounds.left && seen.right >= bounds.right && seen.top <= bounds.top && seen.bottom >= bounds.bottom;
    this.canvas.hidden = all || bounds.left > bounds.right;
    if (this.canvas.hidden) return;
    const place = mapPlace(bounds, seen);
    this.resize(place, pixel);
    this.place = place;
    this.seen = seen;
    const { width, height } = this.canvas;
    const scale = place.scale * pixel;
    const [originX, originY] = [Math.round(place.left * scale), Math.round(place.top * scale)];
    this.still.update({ scale, pixel, originX, originY }, width, height, (context, part) => {
      const painting = shown.painting(context, { scale, pixel, originX, originY });
      paintScene(painting, shown, part, 'far');
    });
    this.context.drawImage(this.still.canvas, 0, 0);
    this.paintSlider(shown, pixel);
  }

  dispose(): void {
    this.canvas.remove();
  }

  private paintSlider({ style }: Shown, pixel: number): void {
    const { left, top, right, bottom } = this.seen!;
    const { scale, ...place } = this.place!;
    const { context } = this;
    const x = Math.max(0, Math.round((left - place.left) * scale * pixel));
    const y = Math.max(0, Math.round((top - place.top) * scale * pixel));
    const width = Math.max(
      2 * pixel,
      Math.min(this.canvas.width, Math.round((right - place.left) * scale * pixel)) - x,
    );
    const height = Math.max(
      2 * pixel,
      Math.min(this.canvas.height, Math.round((bottom - place.top) * scale * pixel)) - y,
    );
    const { slider, foreground } = style.look.theme;
    context.fillStyle = cssOf({ ...slider, alpha: Math.min(mostOpaque, slider.alpha) });
    context.fillRect(x, y, width, height);
    const line = Math.max(1, Math.round(pixel));
    context.strokeStyle = cssOf({ ...foreground, alpha: style.look.highContrast ? 1 : 0.5 });
    context.lineWidth = line;
    context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
  }

  /** The canvas is only resized when it has to be: that clears it. */
  private resize({ width, height }: MapPlace, pixel: number): void {
    const [deviceWidth, deviceHeight] = [Math.round(width * pixel), Math.round(height * pixel)];
    if (this.canvas.width === deviceWidth && this.canvas.height === deviceHeight) return;
    this.canvas.width = deviceWidth;
    this.canvas.height = deviceHeight;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  private at(event: PointerEvent): Point {
    const { scale, left, top } = this.place!;
    const { left: x, top: y } = this.canvas.getBoundingClientRect();
    // The border is outside of what is drawn.
    return {
      x: left + (event.clientX - x - this.canvas.clientLeft) / scale,
      y: top + (event.clientY - y - this.canvas.clientTop) / scale,
    };
  }

  private hold(event: PointerEvent): void {
    if (event.button !== 0 || this.seen === undefined) return;
    this.canvas.setPointerCapture(event.pointerId);
    const { x, y } = this.at(event);
    const { left, top, right, bottom } = this.seen;
    const inside = x >= left && x <= right && y >= top && y <= bottom;
    this.grip = inside ? { x: x - (left + right) / 2, y: y - (top + bottom) / 2 } : { x: 0, y: 0 };
    if (!inside) this.goTo(x, y);
  }

  private drag(event: PointerEvent): void {
    if (this.grip === undefined) return;
    const { x, y } = this.at(event);
    this.goTo(x - this.grip.x, y - this.grip.y);
  }
}

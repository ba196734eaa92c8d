import type { Projection } from '../paint/projection.ts';
import { grown, type Rectangle } from '../scene/rectangle.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints a part of the surface, given in device pixels. */
export type PaintPart = (context: Context, part: Rectangle) => void;

/**
 * Rasterizers cut curves at the edge of what is painted, and follow each part a little differently than the whole. Therefore
 * each part is painted with room around it, in which curves of this radius, in units of the scene, are not cut.
 */
const widestCurve = 14;
/** At most, in device pixels. */
const mostRoom = 64;

/**
 * A picture of the scene that is kept from frame to frame. When it is only shifted, what is still seen is copied and only the
 * strips that come into view are painted: panning costs the same however much there is to see.
 */
export class StillLayer {
  readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext('2d', { alpha: false })!;
  /** Where parts are painted, with room at each side of the window. */
  private readonly easel = new OffscreenCanvas(1, 1);
  private readonly easelContext = this.easel.getContext('2d', { alpha: false })!;
  private shown: Projection | undefined;

  /** The next time everything is painted anew. */
  invalidate(): void {
    this.shown = undefined;
  }

  /** Brings the picture to a projection and a size in device pixels. */
  update(projection: Projection, width: number, height: number, paint: PaintPart): void {
    const { canvas, shown } = this;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      this.easel.width = width + 2 * mostRoom;
      this.easel.height = height + 2 * mostRoom;
      this.shown = undefined;
      return this.update(projection, width, height, paint);
    }
    this.shown = projection;
    const across = shown === undefined ? width : shown.originX - projection.originX;
    const down = shown === undefined ? height : shown.originY - projection.originY;
    const shifted = shown?.scale === projection.scale && shown.pixel === projection.pixel;
    if (!shifted || Math.abs(across) >= width || Math.abs(down) >= height) {
      return this.paintPart({ left: 0, top: 0, right: width, bottom: height }, projection, paint);
    }
    if (across === 0 && down === 0) return;
    this.context.globalCompositeOperation = 'copy';
    this.context.drawImage(canvas, across, down);
    this.context.globalCompositeOperation = 'source-over';
    const beside = across > 0 ? { left: 0, right: across } : { left: width + across, right: width };
    const below = down > 0 ? { top: 0, bottom: down } : { top: height + down, bottom: height };
    if (across !== 0) this.paintPart({ ...beside, top: 0, bottom: height }, projection, paint);
    // What is beside is painted already.
    const rest = across > 0 ? { left: across, right: width } : { left: 0, right: width + across };
    if (down !== 0) this.paintPart({ ...rest, ...below }, projection, paint);
  }

  private paintPart(part: Rectangle, { scale }: Projection, paint: PaintPart): void {
    const { easel, easelContext } = this;
    const { left, top } = part;
    const [width, height] = [part.right - left, part.bottom - top];
    const painted = grown(part, Math.min(mostRoom, Math.ceil(widestCurve * scale)));
    easelContext.save();
    easelContext.translate(mostRoom, mostRoom);
    easelContext.beginPath();
    easelContext.rect(painted.left, painted.top, painted.right - painted.left, painted.bottom - painted.top);
    easelContext.clip();
    paint(easelContext, painted);
    easelContext.restore();
    this.context.drawImage(easel, left + mostRoom, top + mostRoom, width, height, left, top, width, height);
  }
}

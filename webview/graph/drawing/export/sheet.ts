import { layOutFrameTitles, paintFrameTitles } from '../paint/frameTitles.ts';
import { labelMetrics } from '../paint/labelPlaces.ts';
import type { Painting } from '../paint/painting.ts';
import { paintScene } from '../paint/paintScene.ts';
import type { Projection } from '../paint/projection.ts';
import type { Surface } from '../paint/surface.ts';
import { heightOf, type Rectangle, union, widthOf } from '../scene/rectangle.ts';
import { boxKind, netCount } from '../scene/scene.ts';
import type { Shown } from '../view/shown.ts';
import { legendHeight, paintLegend } from './legendPainter.ts';

/** CSS pixels: around everything, and what a legend takes at least. */
const [margin, legendWidth] = [24, 280];

/** A whole scene on one sheet, with all that is seen of it from near, and a legend below it. */
export class Sheet {
  /** In pixels of the sheet. */
  readonly width: number;
  readonly height: number;
  /** Pixels to one CSS pixel: a sheet that is smaller than life is like the canvas when zoomed out. */
  private readonly pixel: number;
  private readonly margin: number;
  private readonly bounds: Rectangle;
  private readonly legendTop: number;

  /**
   * @param scale pixels to one unit of the scene
   * @param noData what the legend says of boxes without a value
   */
  constructor(
    private readonly shown: Shown,
    private readonly scale: number,
    private readonly noData: string,
  ) {
    const bounds = boundsOf(shown);
    this.bounds = bounds;
    this.pixel = Math.max(1, scale);
    this.margin = margin * this.pixel;
    const hasLegend = shown.style.overlay !== undefined;
    const width = Math.max(widthOf(bounds) * scale, hasLegend ? legendWidth * this.pixel : 0);
    this.legendTop = heightOf(bounds) * scale + 2 * this.margin;
    this.width = Math.ceil(width + 2 * this.margin);
    this.height = Math.ceil(this.legendTop + (hasLegend ? legendHeight * this.pixel + this.margin : 0));
  }

  /** Paints a strip of the sheet from `top` on, as high as said, onto a surface whose corner is the strip's. */
  paint(surface: Surface, top: number, height: number): void {
    const { scale, pixel, width, bounds } = this;
    const projection: Projection = {
      ...{ scale, pixel },
      originX: Math.floor(bounds.left * scale - this.margin),
      originY: Math.floor(bounds.top * scale - this.margin) + top,
    };
    const painting = this.shown.painting(surface, projection);
    const strip: Rectangle = { left: 0, top: 0, right: width, bottom: height };
    paintScene(painting, this.shown, strip);
    this.paintTitles(painting, top, height);
    if (top + height > this.legendTop) paintLegend(painting, this.margin, this.legendTop - top, this.noData);
  }

  /** Names of frames, as far as they are in a strip. They are where they are on the whole sheet, not at the strip's edge. */
  private paintTitles(painting: Painting, top: number, height: number): void {
    const { boxes } = this.shown.scene;
    const frames = Array.from(boxes.kind.keys()).filter((box) => boxes.kind[box] === boxKind.frame);
    const { projection } = painting;
    const whole = { ...painting, projection: { ...projection, originY: projection.originY - top } };
    const titles = layOutFrameTitles(whole, frames, this)
      .filter((title) => title.top < top + height && title.top + title.height > top)
      .map((title) => ({ ...title, top: title.top - top }));
    paintFrameTitles(painting, titles);
  }
}

/** Around everything that is painted, labels included. */
function boundsOf({ picture, labels }: Shown): Rectangle {
  const { bounds, scene } = picture;
  if (bounds.left > bounds.right) return { left: 0, top: 0, right: 0, bottom: 0 };
  let all = bounds;
  for (let net = 0; net < netCount(scene); net++) {
    const place = labels.of(net);
    if (place === undefined) continue;
    const { x, y, width } = place;
    all = union(all, { left: x, top: y, right: x + width, bottom: y + labelMetrics.height });
  }
  return all;
}

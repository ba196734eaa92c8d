import { layOutFrameTitles, paintFrameTitles } from '../paint/frameTitles.ts';
import type { Painting } from '../paint/painting.ts';
import { paintScene } from '../paint/paintScene.ts';
import type { Projection } from '../paint/projection.ts';
import type { Surface } from '../paint/surface.ts';
import { heightOf, type Rectangle, widthOf } from '../scene/rectangle.ts';
import { boxKind } from '../scene/scene.ts';
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
    const { bounds } = shown.picture;
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
    const { picture } = this.shown;
    const { scale, pixel, width } = this;
    const empty = picture.bounds.left > picture.bounds.right;
    const [left, upper] = empty ? [0, 0] : [picture.bounds.left, picture.bounds.top];
    const projection: Projection = {
      ...{ scale, pixel },
      originX: Math.floor(left * scale - this.margin),
      originY: Math.floor(upper * scale - this.margin) + top,
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

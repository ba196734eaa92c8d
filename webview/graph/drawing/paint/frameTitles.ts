import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxRectangle } from '../scene/rectangle.ts';
import { fontAt, fonts } from '../text/fonts.ts';
import { paintChevron } from './chevron.ts';
import { type Painting, stroke } from './painting.ts';
import { levelZooms } from './level.ts';
import { zoomOf } from './projection.ts';

/** Where the name of an open group is, in device pixels. */
export interface FrameTitle {
  readonly frame: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether it is not in the header of its frame, but lies on something else. */
  readonly raised: boolean;
  /** Whether it stays at the window's edge, while its header is above. */
  readonly stuck: boolean;
}

/** CSS pixels, whatever the zoom. */
const [titleHeight, chevronWidth, padding, gap] = [20, 18, 6, 8];
/** Frames that are smaller on the screen have no name there. */
const least = { width: 56, height: 30 };
/** Letters grow with the zoom between these, in parts of the title's font. */
const [smallest, largest] = [0.85, 1.6];
const letters = (zoom: number): number => Math.min(largest, Math.max(smallest, zoom));

/**
 * The names of open groups. A name stands in the header of its frame; when the header is above the window it stays at the
 * window's edge as long as the frame is seen, and from afar it keeps a size to be read in, unless it would cover another.
 * @param frames those that are seen, outer ones first
 * @param window what is seen, in device pixels
 */
export function layOutFrameTitles(
  painting: Painting,
  frames: Iterable<number>,
  window: { readonly width: number; readonly height: number },
): readonly FrameTitle[] {
  const { projection, scene } = painting;
  const { pixel, scale, originX, originY } = projection;
  const zoom = zoomOf(projection);
  const header = boxMetrics.frameHeader * scale;
  const height = Math.round(titleHeight * letters(zoom) * pixel);
  const titles: FrameTitle[] = [];
  const titleOf = new Map<number, FrameTitle>();
  for (const frame of frames) {
    const box = boxRectangle(scene.boxes, frame);
    const edges = {
      left: box.left * scale - originX,
      top: box.top * scale - originY,
      right: box.right * scale - originX,
      bottom: box.bottom * scale - originY,
    };
    if (edges.right - edges.left < least.width * pixel || edges.bottom - edges.top < least.height * pixel) continue;
    const above = titleOf.get(scene.boxes.parent[frame]!);
    const start = Math.max(edges.left, 0) + 2 * pixel;
    const room = Math.min(edges.right, window.width) - start - 2 * pixel;
    if (room < least.width * pixel) continue;
    // Where the header is lower than the name, it stands out above it as a tab does, and covers nothing that is in the frame.
    const natural = edges.top + (header < height ? header - height : (header - height) / 2);
    const edge = above?.stuck === true ? above.top + above.height : 0;
    const top = Math.min(Math.max(natural, edge), edges.bottom - height - pixel);
    const title = {
      ...{ frame, left: Math.round(start), top: Math.round(top), height },
      width: Math.min(Math.round(room), Math.ceil(naturalWidth(painting, frame))),
      raised: header < height || top > natural + 1,
      stuck: top > natural + 1,
    };
    if (top + height < 0 || (title.raised && titles.some((other) => covers(other, title)))) continue;
    titles.push(title);
    titleOf.set(frame, title);
  }
  return titles;
}

/** In device pixels, chevron and paddings included. */
function naturalWidth({ projection, scene, fitter }: Painting, frame: number): number {
  const size = letters(zoomOf(projection));
  const { title, subtitle } = scene.boxes;
  const isNear = zoomOf(projection) >= levelZooms.near;
  const second = subtitle[frame] === '' || !isNear ? 0 : gap + fitter.width(subtitle[frame]!, 'subtitle');
  return ((chevronWidth + fitter.width(title[frame]!, 'title') + second + padding) * size + 2) * projection.pixel;
}

function covers(one: FrameTitle, other: FrameTitle): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

/** @param hovered the frame whose name the pointer is on, or -1 */
export function paintFrameTitles(painting: Painting, titles: readonly FrameTitle[], hovered = -1): void {
  const { surface, look, projection, scene, fitter } = painting;
  const size = letters(zoomOf(projection)) * projection.pixel;
  const line = stroke(painting, 1);
  surface.textAlign = 'left';
  for (const { frame, left, top, width, height, raised } of titles) {
    const round = (inset: number, colour: string): void => {
      surface.fillStyle = colour;
      surface.beginPath();
      surface.roundRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset, 3 * projection.pixel);
      surface.fill();
    };
    if (raised) round(0, look.frameBorder);
    // Lines that lead into the frame would run through its name.
    round(raised ? line : 0, frame === hovered ? look.hoverBody : look.frame);
    const colour = look.title;
    paintChevron(painting, {
      ...{ x: left + (chevronWidth / 2) * size, y: top + height / 2, open: true, colour, scale: size },
    });
    const baseline = Math.round(top + height / 2 + fonts.title.size * 0.36 * size);
    const x = left + chevronWidth * size;
    const room = (width - (x - left)) / size - padding;
    const title = fitter.fit(scene.boxes.title[frame]!, 'title', room, 'end');
    surface.font = fontAt('title', size, look.fontFamily);
    surface.fillStyle = colour;
    surface.fillText(title, x, baseline);
    const second = scene.boxes.subtitle[frame]!;
    const used = fitter.width(title, 'title') + gap;
    if (second === '' || fitter.width(second, 'subtitle') > room - used) continue;
    surface.font = fontAt('subtitle', size, look.fontFamily);
    surface.fillStyle = look.description;
    surface.fillText(second, x + used * size, baseline);
  }
}

/** The width of the part of a title that opens and closes, in device pixels. */
export function titleChevronWidth(painting: Pick<Painting, 'projection'>): number {
  return chevronWidth * letters(zoomOf(painting.projection)) * painting.projection.pixel;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How an image is put into its frame: it is resized to `resized`; then what lies outside the frame is cut off, and what
 * the frame has around it is black. `left` and `top` are the frame's corner in the resized image, negative for a border.
 */
export interface Placement {
  readonly resized: Size;
  readonly left: number;
  readonly top: number;
}

/** 256 pixels for a model of 224: how most classifiers were evaluated. */
const usualMargin = 8 / 7;

/**
 * Where an image goes in a frame.
 * @param resizeTo for `crop`: the shorter side before cropping; without it the image covers the frame with a margin of
 * one seventh, and an image that has the size of the frame stays whole
 */
export function placeImage(
  image: Size,
  frame: Size,
  fit: 'crop' | 'stretch' | 'pad',
  resizeTo: number | undefined,
): Placement {
  const same = image.width === frame.width && image.height === frame.height;
  if (fit === 'stretch' || (same && resizeTo === undefined)) return { resized: frame, left: 0, top: 0 };
  const scale = fit === 'pad' ? containing(image, frame) : covering(image, frame, resizeTo);
  const resized = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  return {
    resized,
    left: Math.round((resized.width - frame.width) / 2),
    top: Math.round((resized.height - frame.height) / 2),
  };
}

function containing(image: Size, frame: Size): number {
  return Math.min(frame.width / image.width, frame.height / image.height);
}

function covering(image: Size, frame: Size, resizeTo: number | undefined): number {
  if (resizeTo !== undefined) return resizeTo / Math.min(image.width, image.height);
  return usualMargin * Math.max(frame.width / image.width, frame.height / image.height);
}

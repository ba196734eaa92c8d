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
 * Where an image goes in a frame. Cropping rounds as torchvision's Resize and CenterCrop do: one pixel beside it is another
 * image to a model.
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
  const resized = fit === 'pad' ? contained(image, frame) : withShorterSide(image, resizeTo ?? covering(image, frame));
  return {
    resized,
    left: halfToEven(resized.width - frame.width),
    top: halfToEven(resized.height - frame.height),
  };
}

function contained(image: Size, frame: Size): Size {
  const scale = Math.min(frame.width / image.width, frame.height / image.height);
  return {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
}

/** The shorter side that lets the image cover the frame with the usual margin. */
function covering(image: Size, frame: Size): number {
  const scale = Math.max(frame.width / image.width, frame.height / image.height);
  return Math.round(usualMargin * scale * Math.min(image.width, image.height));
}

function withShorterSide({ width, height }: Size, shorter: number): Size {
  return width <= height
    ? { width: shorter, height: Math.floor((shorter * height) / width) }
    : { width: Math.floor((shorter * width) / height), height: shorter };
}

/** Half of a whole number, to the even one of two that are equally near. */
function halfToEven(whole: number): number {
  const lower = Math.floor(whole / 2);
  return whole % 2 === 0 || lower % 2 === 0 ? lower : lower + 1;
}

import type { ImageFormat } from './imageFormat.ts';

/** Weights of red, green and blue in the brightness of a pixel, in 65,536ths (ITU-R BT.601). */
const luma = [19_595, 38_470, 7_471] as const;

/**
 * Writes the pixels of an image, [height, width, 3] in RGB, into a feed as the model takes them: one channel or three in
 * the model's order and layout, each value `(value · scale − mean) / std`.
 * @param into elements of this image in the feed: channels · height · width
 */
export function normalizeImage(pixels: Uint8Array, format: ImageFormat, into: Float32Array): void {
  const { channels, layout, width, height } = format;
  const count = width * height;
  const pixelStride = layout === 'NCHW' ? 1 : channels;
  const channelStride = layout === 'NCHW' ? count : 1;
  for (let channel = 0; channel < channels; channel++) {
    const table = valueTable(format, channel);
    const colour = format.channelOrder === 'BGR' ? 2 - channel : channel;
    for (let pixel = 0, to = channel * channelStride; pixel < count; pixel++, to += pixelStride) {
      const value = channels === 1 ? brightness(pixels, 3 * pixel) : (pixels[3 * pixel + colour] ?? 0);
      into[to] = table[value] ?? 0;
    }
  }
}

/** What each of the 256 values of a byte becomes in a channel. */
function valueTable({ scale, mean, std }: ImageFormat, channel: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, value) => (value * scale - (mean[channel] ?? 0)) / (std[channel] ?? 1));
}

function brightness(pixels: Uint8Array, at: number): number {
  const [red, green, blue] = luma;
  const sum = red * (pixels[at] ?? 0) + green * (pixels[at + 1] ?? 0) + blue * (pixels[at + 2] ?? 0);
  return (sum + 0x8000) >> 16;
}

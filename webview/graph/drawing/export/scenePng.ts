import type { Shown } from '../view/shown.ts';
import { PngWriter } from './pngWriter.ts';
import type { ExportTexts } from './sceneSvg.ts';
import { Sheet } from './sheet.ts';

/** More pixels along one side cannot be opened by much that reads PNG. */
const mostSide = 32_767;
/** More pixels would take minutes, and gigabytes to look at. */
const mostPixels = 150_000_000;
/** Pixels that are painted at once. */
const stripPixels = 4_000_000;

/** A picture, or that it would be too large: then the scale at which it is not, as far as there is one. */
export type PngResult =
  | { readonly kind: 'png'; readonly blob: Blob; readonly width: number; readonly height: number }
  | { readonly kind: 'too-large'; readonly width: number; readonly height: number; readonly largestScale: number };

export interface PngOptions {
  /** Pixels to one CSS pixel. */
  readonly scale: number;
  readonly signal?: AbortSignal;
}

/**
 * A whole scene as a picture, painted and packed strip by strip, so that memory does not grow with it.
 * @throws the signal's reason when it says stop
 */
export async function scenePng(shown: Shown, texts: ExportTexts, { scale, signal }: PngOptions): Promise<PngResult> {
  const sheet = new Sheet(shown, scale, texts.noData);
  const { width, height } = sheet;
  if (!isPossible(sheet)) return { kind: 'too-large', width, height, largestScale: largestScale(sheet, scale) };
  const rows = Math.max(1, Math.floor(stripPixels / width));
  const canvas = new OffscreenCanvas(width, Math.min(rows, height));
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  const writer = new PngWriter(width, height);
  for (let top = 0; top < height; top += rows) {
    signal?.throwIfAborted();
    const strip = Math.min(rows, height - top);
    sheet.paint(context, top, strip);
    await writer.write(context.getImageData(0, 0, width, strip).data);
  }
  return { kind: 'png', blob: await writer.end(), width, height };
}

interface Extent {
  readonly width: number;
  readonly height: number;
}

function isPossible({ width, height }: Extent): boolean {
  return Math.max(width, height) <= mostSide && width * height <= mostPixels;
}

/** Rounded down to two digits, so that it can be said. */
function largestScale({ width, height }: Extent, scale: number): number {
  const most = scale * Math.min(mostSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  const digit = 10 ** (Math.floor(Math.log10(most)) - 1);
  return Math.floor(most / digit) * digit;
}

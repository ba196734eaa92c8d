import type { Sharp } from 'sharp';
import { message } from '../../../protocol/messages/catalogue.ts';
import { reasonOf } from '../../../protocol/reasonOf.ts';
import { UserError, userError } from '../../../protocol/userError.ts';
import { placeImage, type Placement, type Size } from './placement.ts';
import type { ImageFormat } from './imageFormat.ts';

/** Larger images are refused before they are decoded: 100 megapixels are 300 MB. */
const pixelLimit = 100_000_000;

/** Its native code takes a tenth of a second to load, which only those should wait for who have images. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // Images are read once: kept ones would only hold memory and files.
  sharp.cache(false);
  return sharp;
}

/**
 * An image file as bytes, [height, width, 3] in RGB, upright as its EXIF orientation says and placed in the frame of the
 * format. Transparency is dropped, other colour spaces and depths become 8-bit sRGB.
 * @throws UserError `data.image-unreadable` naming the file
 */
export async function decodeImage(file: string, format: ImageFormat): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    const image = sharp(file, { limitInputPixels: pixelLimit });
    const { autoOrient: size } = await image.metadata();
    const placement = placeImage(size, format, format.fit, format.resizeTo);
    const placed = place(image.autoOrient(), placement, format, format.interpolation);
    const { data, info } = await placed
      .removeAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 || info.width !== format.width || info.height !== format.height) {
      const { width, height, channels } = info;
      throw userError('data.image-unreadable', {
        file,
        reason: message('data.image-decoded', { width, height, channels }),
      });
    }
    return data;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw userError('data.image-unreadable', { file, reason: reasonOf(cause) }, { cause });
  }
}

function place(
  image: Sharp,
  { resized, left, top }: Placement,
  frame: Size,
  kernel: ImageFormat['interpolation'],
): Sharp {
  // Shrinking while a JPEG is loaded is faster but not the resampling that was asked for.
  let placed = image.resize({ ...resized, fit: 'fill', kernel, fastShrinkOnLoad: false });
  const cut = { left: Math.max(0, left), top: Math.max(0, top) };
  const kept = {
    width: Math.min(frame.width, resized.width - cut.left),
    height: Math.min(frame.height, resized.height - cut.top),
  };
  if (kept.width < resized.width || kept.height < resized.height) placed = placed.extract({ ...cut, ...kept });
  const border = { left: Math.max(0, -left), top: Math.max(0, -top) };
  const right = frame.width - kept.width - border.left;
  const bottom = frame.height - kept.height - border.top;
  if (border.left + border.top + right + bottom > 0) {
    placed = placed.extend({ ...border, right, bottom, background: { r: 0, g: 0, b: 0, alpha: 1 } });
  }
  return placed;
}

import { describe, expect, it } from 'vitest';
import { placeImage } from './placement.ts';

const frame = { width: 224, height: 224 };

describe('placeImage', () => {
  it('resizes the shorter side to 256 for 224 and cuts out the middle', () => {
    expect(placeImage({ width: 500, height: 375 }, frame, 'crop', undefined)).toEqual({
      resized: { width: 341, height: 256 },
      left: 58,
      top: 16,
    });
    expect(placeImage({ width: 300, height: 600 }, frame, 'crop', 224)).toEqual({
      resized: { width: 224, height: 448 },
      left: 0,
      top: 112,
    });
  });

  it('rounds as torchvision does: the longer side down, the middle to the even pixel', () => {
    expect(placeImage({ width: 500, height: 333 }, frame, 'crop', 256)).toEqual({
      resized: { width: 384, height: 256 },
      left: 80,
      top: 16,
    });
    expect(placeImage({ width: 1000, height: 746 }, frame, 'crop', 256)).toMatchObject({
      resized: { width: 343 },
      left: 60,
    });
  });

  it('keeps an image whole that has the size already, unless a size to resize to is given', () => {
    expect(placeImage(frame, frame, 'crop', undefined)).toEqual({ resized: frame, left: 0, top: 0 });
    expect(placeImage(frame, frame, 'crop', 256)).toEqual({ resized: { width: 256, height: 256 }, left: 16, top: 16 });
  });

  it('covers a frame that is not square', () => {
    const { resized, left, top } = placeImage(
      { width: 100, height: 100 },
      { width: 320, height: 48 },
      'crop',
      undefined,
    );
    expect(resized).toEqual({ width: 366, height: 366 });
    expect([left, top]).toEqual([23, 159]);
  });

  it('stretches, or puts the whole image in the middle of black', () => {
    expect(placeImage({ width: 7, height: 900 }, frame, 'stretch', undefined).resized).toEqual(frame);
    expect(placeImage({ width: 448, height: 100 }, frame, 'pad', undefined)).toEqual({
      resized: { width: 224, height: 50 },
      left: 0,
      top: -87,
    });
    expect(placeImage({ width: 1, height: 9000 }, frame, 'pad', undefined).resized).toEqual({ width: 1, height: 224 });
  });
});

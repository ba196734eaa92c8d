import { describe, expect, it } from 'vitest';
import type { ModelInput } from '../modelInputs.ts';
import type { DimensionSizes, ImagePreprocessing } from '../spec.ts';
import { complaint, input, refusal } from '../testing/samples.ts';
import { imageFormat } from './imageFormat.ts';

const photo = input('x', ['N', 3, 224, 160]);

function formatOf(
  of: ModelInput,
  options: ImagePreprocessing = {},
  sizes?: DimensionSizes,
): ReturnType<typeof imageFormat>['format'] {
  return imageFormat(of, options, sizes).format;
}

describe('imageFormat', () => {
  it('reads size and layout from the shape of the input', () => {
    expect(formatOf(photo)).toMatchObject({ layout: 'NCHW', channels: 3, height: 224, width: 160, batch: 1 });
    expect(formatOf(input('x', [4, 96, 64, 1]))).toMatchObject({
      layout: 'NHWC',
      channels: 1,
      height: 96,
      width: 64,
      batch: 4,
    });
    const open = input('x', ['N', '?', '?', '?']);
    expect(formatOf(open, { layout: 'NHWC', height: 10, width: 20 })).toMatchObject({
      channels: 3,
      height: 10,
      width: 20,
    });
    expect(formatOf(input('x', ['N', 3, 'h', 'w']), { height: 10 }, { h: 99, w: 30 })).toMatchObject({
      height: 10,
      width: 30,
    });
    expect(formatOf(input('x', ['N', 3, 48, '?']), {}, { x: [2, 3, 48, 100] })).toMatchObject({ batch: 2, width: 100 });
  });

  it('normalizes by preset, by values, or by what is usual', () => {
    expect(formatOf(photo)).toMatchObject({ scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
    expect(formatOf(photo, { preset: '-1-1' })).toMatchObject({ scale: 1 / 127.5, mean: [1, 1, 1], std: [1, 1, 1] });
    expect(formatOf(photo, { preset: 'raw' })).toMatchObject({ scale: 1, mean: [0, 0, 0], std: [1, 1, 1] });
    expect(formatOf(photo, { mean: [0.5], std: [1, 2, 3] })).toMatchObject({
      scale: 1 / 255,
      mean: [0.5, 0.5, 0.5],
      std: [1, 2, 3],
    });
    expect(formatOf(photo, { preset: 'imagenet', scale: 1 })).toMatchObject({ scale: 1, mean: [0.485, 0.456, 0.406] });
    expect(formatOf(input('x', ['N', 1, 28, 28]))).toMatchObject({ scale: 1 / 255, mean: [0], std: [1] });
    expect(formatOf(input('x', ['N', 3, 28, 28], 'uint8'))).toMatchObject({
      scale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    });
  });

  it('notes what it assumed', () => {
    const notes = (of: ModelInput, options: ImagePreprocessing = {}): readonly unknown[] =>
      imageFormat(of, options, undefined).notes.map(({ code, args }) => [code, args['dimension'] ?? args['preset']]);
    expect(notes(photo)).toEqual([['data.assumed-preset', 'imagenet']]);
    expect(notes(photo, { preset: 'imagenet' })).toEqual([]);
    expect(notes(photo, { std: [1] })).toEqual([]);
    expect(notes(input('x', ['N', 3, 'h', 'w'], 'uint8'), { height: 8 })).toEqual([['data.assumed-dimension', 'w']]);
  });

  it('refuses inputs that take no images, and options that contradict the model', async () => {
    expect(await complaint(() => formatOf(input('ids', ['N', 128], 'int64')))).toMatch(/"ids" is int64 \[N, 128\]/);
    expect(await refusal(() => formatOf(input('x', ['N', 3, 8, 8], 'int64')))).toBe('data.image-input');
    expect(await refusal(() => formatOf(input('x', ['N', 4, 8, 8])))).toBe('data.image-channels');
    expect(await complaint(() => formatOf(photo, { width: 224 }))).toMatch(/width of input "x" is fixed at 160/);
    expect(await refusal(() => formatOf(photo, { mean: [1, 2] }))).toBe('data.image-statistics');
    expect(await refusal(() => formatOf(input('x', ['N', 3, 8, 8], 'uint8'), { preset: '0-1' }))).toBe(
      'data.image-integer',
    );
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { openDataset } from '../openDataset.ts';
import type { ImagePreprocessing, ImagesSpec } from '../spec.ts';
import { collect, complaint, fed, input, refusal, temporaryFolder } from '../testing/samples.ts';

const root = await temporaryFolder();
let folders = 0;

interface TestImage {
  readonly width: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly pixels: readonly number[];
}

function picture({ width, channels, pixels }: TestImage): Sharp {
  return sharp(Uint8Array.from(pixels), { raw: { width, height: pixels.length / width / channels, channels } });
}

async function folderOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = join(root, (folders++).toString());
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

async function openFolder(
  files: Readonly<Record<string, Uint8Array>>,
  dims: readonly (number | string)[],
  more: Partial<ImagesSpec> = {},
): Promise<Dataset> {
  return openDataset({ kind: 'images', path: await folderOf(files), ...more }, [input('x', dims)]);
}

/** What one image becomes. */
async function feedOf(
  image: Uint8Array,
  dims: readonly (number | string)[],
  preprocessing: ImagePreprocessing,
): Promise<readonly number[]> {
  const [sample] = await collect(await openFolder({ 'image.png': image }, dims, { preprocessing }));
  return fed(sample, 'x');
}

/** Two by two: red, green, blue, white. */
const colours = { width: 2, channels: 3, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255] } as const;
const coloursFile = await picture(colours).png().toBuffer();
const grey = (value: number): Promise<Buffer> =>
  picture({ width: 1, channels: 1, pixels: [value] })
    .png()
    .toBuffer();

describe('openDataset of images', () => {
  it('puts channels and layout in the order of the model', async () => {
    const raw = { preset: 'raw' } as const;
    const planes = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255];
    expect(await feedOf(coloursFile, ['N', 3, 2, 2], raw)).toEqual(planes);
    expect(await feedOf(coloursFile, ['N', 2, 2, 3], raw)).toEqual(colours.pixels);
    const blueFirst = [...planes.slice(8), ...planes.slice(4, 8), ...planes.slice(0, 4)];
    expect(await feedOf(coloursFile, ['N', 3, 2, 2], { ...raw, channelOrder: 'BGR' })).toEqual(blueFirst);
  });

  it('normalizes as (value · scale − mean) / std, statistics in the order of the fed channels', async () => {
    const imagenet = await feedOf(coloursFile, ['N', 3, 2, 2], { preset: 'imagenet' });
    const expected = [1, 0, 0, 1].map((value) => Math.fround((value - 0.485) / 0.229));
    expect(imagenet.slice(0, 4)).toEqual(expected);
    expect(imagenet.slice(8)).toEqual([0, 0, 1, 1].map((value) => Math.fround((value - 0.406) / 0.225)));
    const signed = await feedOf(coloursFile, ['N', 3, 2, 2], { preset: '-1-1' });
    expect(new Set(signed)).toEqual(new Set([-1, 1]));
    const own = { scale: 2, mean: [1, 2, 3], std: [4, 5, 6], channelOrder: 'BGR' } as const;
    expect((await feedOf(coloursFile, ['N', 2, 2, 3], own)).slice(0, 3)).toEqual(
      [-1 / 4, -2 / 5, (510 - 3) / 6].map(Math.fround),
    );
  });

  it('makes brightness of colours for one channel (ITU-R BT.601), and colours of grey', async () => {
    const raw = { preset: 'raw' } as const;
    expect(await feedOf(coloursFile, ['N', 1, 2, 2], raw)).toEqual([76, 150, 29, 255]);
    expect(await feedOf(await grey(77), ['N', 3, 1, 1], raw)).toEqual([77, 77, 77]);
    expect(await feedOf(await grey(77), ['N', 1, 1, 1], raw)).toEqual([77]);
  });

  it('drops transparency and takes 16 bits as 8', async () => {
    const transparent = await picture({ width: 1, channels: 4, pixels: [10, 20, 30, 0] })
      .png()
      .toBuffer();
    expect(await feedOf(transparent, ['N', 3, 1, 1], { preset: 'raw' })).toEqual([10, 20, 30]);
    const deep = await picture({ width: 1, channels: 3, pixels: [10, 20, 30] })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    expect(await feedOf(deep, ['N', 3, 1, 1], { preset: 'raw' })).toEqual([10, 20, 30]);
  });

  it('turns images upright as EXIF says', async () => {
    // Orientation 6: what is stored has to be turned by 90° clockwise, so its left column becomes the top row.
    const stored = { width: 3, channels: 1, pixels: [10, 20, 30, 40, 50, 60] } as const;
    const turned = await picture(stored).withMetadata({ orientation: 6 }).png().toBuffer();
    expect(await feedOf(turned, ['N', 1, 3, 2], { preset: 'raw' })).toEqual([40, 10, 50, 20, 60, 30]);
  });

  it('cuts out the middle, pads with black, and stretches', async () => {
    const ramp = await picture({ width: 8, channels: 1, pixels: [...Array(16).keys()].map((at) => (at % 8) * 10) })
      .png()
      .toBuffer();
    const options = { preset: 'raw', interpolation: 'nearest' } as const;
    expect(await feedOf(ramp, ['N', 1, 2, 2], { ...options, resizeTo: 2 })).toEqual([30, 40, 30, 40]);
    expect(await feedOf(ramp, ['N', 1, 4, 8], { ...options, fit: 'pad' })).toEqual([
      ...Array<number>(8).fill(0),
      ...[0, 10, 20, 30, 40, 50, 60, 70],
      ...[0, 10, 20, 30, 40, 50, 60, 70],
      ...Array<number>(8).fill(0),
    ]);
    const stretched = await feedOf(ramp, ['N', 1, 4, 8], { ...options, fit: 'stretch' });
    expect(stretched).toEqual(Array<readonly number[]>(4).fill([0, 10, 20, 30, 40, 50, 60, 70]).flat());
  });

  it('averages all pixels when it shrinks with the linear kernel', async () => {
    const stripes = await picture({
      width: 64,
      channels: 1,
      pixels: [...Array(64 * 64).keys()].map((at) => (at % 2) * 200),
    })
      .png()
      .toBuffer();
    const shrunk = await feedOf(stripes, ['N', 1, 8, 8], { preset: 'raw', fit: 'stretch' });
    expect(shrunk.every((value) => Math.abs(value - 100) < 20)).toBe(true);
  });

  it('feeds bytes to models that take bytes, float16 to those that take float16', async () => {
    const path = await folderOf({ 'a.png': coloursFile });
    const bytes = await openDataset({ kind: 'images', path }, [input('x', ['N', 2, 2, 3], 'uint8')]);
    expect((await collect(bytes))[0]?.feeds.get('x')).toEqual({
      type: 'uint8',
      dims: [1, 2, 2, 3],
      data: Uint8Array.from(colours.pixels),
    });
    const half = await openDataset({ kind: 'images', path, preprocessing: { preset: '0-1' } }, [
      input('x', ['N', 2, 2, 3], 'float16'),
    ]);
    expect(fed((await collect(half))[0], 'x').slice(0, 3)).toEqual([0x3c00, 0, 0]);
  });

  it('takes classes from folders', async () => {
    const files = { 'dog/b/2.png': await grey(3), 'cat/10.png': await grey(2), 'cat/9.png': await grey(1) };
    const dims = ['N', 1, 1, 1];
    const preprocessing = { preset: 'raw' } as const;
    const dataset = await openFolder(files, dims, { labels: { from: 'folders' }, preprocessing });
    expect((await collect(dataset)).map((sample) => [fed(sample, 'x')[0], sample.labels])).toEqual([
      [1, [0]],
      [2, [0]],
      [3, [1]],
    ]);
    expect(dataset.notes?.map((note) => note.code)).toEqual(['data.classes-numbered']);
    const unlabelled = await openFolder(files, dims, { preprocessing });
    expect([unlabelled.hasLabels, (await collect(unlabelled))[0]?.labels]).toEqual([false, undefined]);
    const top = await complaint(() =>
      openFolder({ ...files, 'x.png': coloursFile }, dims, { labels: { from: 'folders' } }),
    );
    expect(top).toMatch(/x\.png is in no folder/);
  });

  it('takes images and labels from a table, by path, by name, and in its order', async () => {
    const files = { 'a/1.png': await grey(1), 'a/2.png': await grey(2), 'b/1.png': await grey(3) };
    const path = await folderOf(files);
    const labels = join(path, 'labels.csv');
    await writeFile(labels, `file,label\n${join(path, 'b', '1.png')},7\n2.png,8\n.\\a\\1.png,9\n`);
    const spec = {
      kind: 'images',
      path,
      labels: { from: 'file', path: labels },
      preprocessing: { preset: 'raw' },
    } as const;
    const samples = await collect(await openDataset(spec, [input('x', ['N', 1, 1, 1])]));
    expect(samples.map((sample) => [fed(sample, 'x')[0], sample.labels])).toEqual([
      [3, [7]],
      [2, [8]],
      [1, [9]],
    ]);
    await writeFile(labels, '1.png,0\n');
    expect(await refusal(() => openDataset(spec, [input('x', ['N', 1, 1, 1])]))).toBe('data.labelled-missing');
  });

  it('groups images by the fixed batch of the model', async () => {
    const files = { '1.png': await grey(1), '2.png': await grey(2), '3.png': await grey(3) };
    const dataset = await openFolder(files, [2, 1, 1, 1], { preprocessing: { preset: 'raw' } });
    expect((await collect(dataset)).map((sample) => fed(sample, 'x'))).toEqual([[1, 2]]);
    expect(dataset.notes).toMatchObject([{ code: 'data.rows-left', args: { rows: 1, batch: 2 } }]);
    expect(await refusal(() => openFolder(files, [4, 1, 1, 1]))).toBe('data.images-few');
  });

  it('names the image that cannot be read', async () => {
    const noise = Array.from({ length: 3 * 64 * 64 }, (_, index) => Math.imul(index, 0x9e3779b1) >>> 24);
    const jpeg = await picture({ width: 64, channels: 3, pixels: noise }).jpeg().toBuffer();
    const dims = ['N', 3, 8, 8];
    for (const bytes of [
      jpeg.subarray(0, jpeg.length / 2),
      new Uint8Array(0),
      Buffer.from('no image'),
      coloursFile.subarray(0, 50),
    ]) {
      const dataset = await openFolder({ 'good.png': coloursFile, 'torn.jpg': bytes }, dims);
      const samples = dataset.samples()[Symbol.asyncIterator]();
      expect((await samples.next()).done).toBe(false);
      expect(await complaint(() => samples.next())).toMatch(/^The image .*torn\.jpg cannot be read: /);
    }
    expect(await complaint(async () => collect(await openFolder({ 'old.bmp': Buffer.from('BM____') }, dims)))).toMatch(
      /old\.bmp/,
    );
  });

  it('refuses an image of more pixels than memory should hold, before it is decoded', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: 'white' } })
      .png({ palette: true, colours: 2 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const dataset = await openFolder({ 'bomb.png': bomb }, ['N', 3, 8, 8]);
    expect(await complaint(() => collect(dataset))).toMatch(/bomb\.png.*pixel limit/);
  });

  it('refuses folders without images and models that need more than images', async () => {
    expect(await refusal(() => openFolder({ 'a.txt': new Uint8Array(1) }, ['N', 3, 8, 8]))).toBe('data.empty');
    const path = await folderOf({ 'a.png': coloursFile });
    const two = [input('x', ['N', 3, 8, 8]), input('scale', ['N', 2])];
    expect(await complaint(() => openDataset({ kind: 'images', path }, two))).toMatch(/"scale" beside "x"/);
    const small = openDataset({ kind: 'images', path, preprocessing: { resizeTo: 7 } }, [input('x', ['N', 3, 8, 8])]);
    expect(await refusal(() => small)).toBe('data.image-resize');
  });

  it('takes a single image', async () => {
    const path = join(await folderOf({ 'a.png': coloursFile }), 'a.png');
    const dataset = await openDataset({ kind: 'images', path }, [input('x', ['N', 3, 2, 2])]);
    expect(dataset.size).toBe(1);
  });
});

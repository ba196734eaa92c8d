import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Long from 'long';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import type { FittingData } from '../../protocol/result/proposal.ts';
import { floats, longs, npyBytes, npzBytes } from '../data/testing/numpyFiles.ts';
import { complaint, refusal, temporaryFolder } from '../data/testing/samples.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { openData } from '../recipe/openData.ts';
import { proposeData } from './proposeData.ts';

const root = await temporaryFolder();
let folders = 0;

/** Files by their paths below a folder. */
type Layout = Readonly<Record<string, Uint8Array | string>>;

async function folderOf(layout: Layout): Promise<string> {
  const folder = path.join(root, `${folders++}`);
  await mkdir(folder);
  for (const [name, content] of Object.entries(layout)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** A model of `x` [N, 2] to 3 classes. */
function rowsModel(): Model {
  const net = new ModelBuilder({ file: 'model.onnx' });
  return net
    .output(net.node('Gemm', [net.input('x', ['N', 2]), net.matrix(2, 3)], {}, { output: 'y' }), ['N', 3])
    .build();
}

/** A model of images [N, 3, 4, 4] to so many classes. */
function imagesModel(classes: number, type: 'float32' | 'uint8' = 'float32'): Model {
  const net = new ModelBuilder({ file: 'model.onnx' });
  const rows = net.node('Flatten', [net.input('image', ['N', 3, 4, 4], type)]);
  return net.output(net.node('Gemm', [rows, net.matrix(48, classes)], {}, { output: 'y' }), ['N', classes]).build();
}

const rows = (count: number) => floats([count, 2], new Float32Array(2 * count));
const npz = (count: number): Uint8Array => npzBytes({ x: rows(count) });
const labelled = (count: number): Uint8Array =>
  npzBytes({ x: rows(count), labels: longs([count], new Array<number>(count).fill(1)) });
const npy = (count: number): Uint8Array => npyBytes(rows(count));
const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
  .png()
  .toBuffer();
const set = onnx.TensorProto.encode(
  onnx.TensorProto.create({
    name: '',
    dataType: 1,
    dims: [1, 2].map((dim) => Long.fromNumber(dim)),
    floatData: [1, 2],
  }),
).finish();

interface Found {
  readonly folder: string;
  readonly data: readonly string[];
  readonly evaluation: string | undefined;
  readonly unfit: readonly string[];
  readonly all: Awaited<ReturnType<typeof proposeData>>;
}

/** What is proposed beside a model, with paths relative to its folder. */
async function found(folder: string, model = rowsModel(), name = 'model.onnx'): Promise<Found> {
  const all = await proposeData(model, path.join(folder, name), undefined);
  const place = ({ options }: FittingData): string =>
    options.kind === 'synthetic' ? '' : path.relative(folder, options.path).replaceAll(path.sep, '/');
  return {
    folder,
    data: all.data.map(place),
    evaluation: all.evaluation && place(all.evaluation),
    unfit: all.unfit.map((each) => path.relative(folder, each.path).replaceAll(path.sep, '/')),
    all,
  };
}

const beside = async (layout: Layout, model?: Model): Promise<Found> => found(await folderOf(layout), model);

function codes(message: Message | undefined): readonly string[] {
  if (message === undefined) return [];
  const { first, second } = message.args;
  return message.code === 'propose.sentences'
    ? [...codes(first as Message), ...codes(second as Message)]
    : [message.code];
}

describe('data beside a model', () => {
  it('is divided by what its name says, with samples, labels and reasons', async () => {
    const { data, evaluation, all } = await beside({
      'test.npz': labelled(5),
      'more.npz': npz(2),
      'calibration.npz': npz(4),
      'README.md': '',
    });
    expect(data).toEqual(['calibration.npz', 'more.npz']);
    expect(evaluation).toBe('test.npz');
    expect(all.data[0]).toMatchObject({ samples: 4, labelled: false, reason: { code: 'propose.calibration' } });
    expect(all.data[1]).toMatchObject({ samples: 2, reason: { code: 'propose.beside' } });
    expect(all.evaluation).toMatchObject({ samples: 5, labelled: true, reason: { code: 'propose.evaluation' } });
    expect(all.unfit).toEqual([]);
  });

  it('is taken to calibrate on where all of it is named for evaluation', async () => {
    const { data, evaluation, all } = await beside({ 'val.npz': npz(3), 'test/x.npz': npz(2) });
    expect([data, evaluation]).toEqual([['val.npz', 'test/x.npz'], undefined]);
    expect(all.data.map(({ reason }) => reason.code)).toEqual(['propose.only-evaluation', 'propose.only-evaluation']);
  });

  it('is compared on where it has labels, of several for evaluation', async () => {
    const { data, evaluation } = await beside({ 'a-test.npz': npz(3), 'b-test.npz': labelled(3), 'train.npz': npz(1) });
    expect([data, evaluation]).toEqual([['train.npz', 'a-test.npz'], 'b-test.npz']);
  });

  it('is nothing where there is none', async () => {
    expect((await beside({ 'notes.txt': 'x' })).all).toEqual({ data: [], unfit: [] });
  });

  it('is proposed with options that open it as they are', async () => {
    const layout = { 'a.npz': npz(1), 'calib/x.npy': npy(2), 'test_data_set_0/input_0.pb': set };
    const { all } = await beside(layout);
    expect(all.data.map(({ options }) => options.kind)).toEqual(['npyFolder', 'npz', 'testDataSets']);
    for (const { options, samples } of all.data) {
      expect(dataOptions.parse(options)).toEqual(options);
      expect(path.isAbsolute((options as { path: string }).path)).toBe(true);
      expect((await openData(options, rowsModel())).size).toBe(samples);
    }
  });
});

describe('the search for data', () => {
  it('looks into folders that are named like data, and below them', async () => {
    const { data, unfit } = await beside({
      'data/a.npz': npz(1),
      'data/mnist/b.npz': npz(1),
      'data/mnist/train/c.npz': npz(1),
      'calibration/x.npy': npy(1),
      'samples/x/0.npy': npy(1),
      'data/one/two/three/four/five.npz': npz(1),
      'src/data.npz': npz(1),
      '.data/d.npz': npz(1),
      'node_modules/data/e.npz': npz(1),
      'data/node_modules/f.npz': npz(1),
    });
    expect(data).toEqual(['data/mnist/train/c.npz', 'calibration', 'data/a.npz', 'data/mnist/b.npz', 'samples']);
    expect(unfit).toEqual([]);
  });

  it('finds arrays and test data sets beside the model itself', async () => {
    const { data, all } = await beside({
      'x.npy': npy(7),
      'labels.npy': npyBytes(longs([7], [0, 1, 2, 0, 1, 2, 0])),
      'test_data_set_0/input_0.pb': set,
      'test_data_set_0/output_0.pb': set,
      'test_data_set_1/input_0.pb': set,
    });
    expect(data).toEqual(['x.npy', '']);
    // What the model should give is no label.
    expect(all.data.map(({ samples, labelled: hasLabels }) => [samples, hasLabels])).toEqual([
      [7, true],
      [2, false],
    ]);
    expect(all.evaluation).toBeUndefined();
  });

  it('prefers, among equals, what has the name of the model', async () => {
    const layout = { 'cat-calib.npz': npz(1), 'dog-calib.npz': npz(1), 'dog.npz': npz(1), 'cat.npz': npz(1) };
    const folder = await folderOf(layout);
    expect((await found(folder, rowsModel(), 'dog.onnx')).data).toEqual([
      ...['dog-calib.npz', 'cat-calib.npz', 'dog.npz', 'cat.npz'],
    ]);
  });

  it('gives the same order whatever the order on the disk, counting as a person does', async () => {
    const names = ['part10.npz', 'part2.npz', 'Part1.npz', 'b/../other.npz'];
    for (const order of [names, names.toReversed()]) {
      const { data } = await beside(Object.fromEntries(order.map((name) => [name, npz(1)])));
      expect(data).toEqual(['other.npz', 'Part1.npz', 'part2.npz', 'part10.npz']);
    }
  });

  it('opens no more than a few of very many', async () => {
    const { data } = await beside(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.npz`, npz(1)])),
    );
    expect(data).toHaveLength(24);
    expect(data.slice(0, 3)).toEqual(['0.npz', '1.npz', '2.npz']);
  });
});

describe('what looks like data but cannot be fed', () => {
  it('is named with the reason, and keeps nothing else from being proposed', async () => {
    const { data, unfit, all } = await beside({
      'good.npz': npz(2),
      'empty.npz': '',
      'text.npz': 'no archive',
      'cut.npz': npz(2).subarray(0, 60),
      'wide.npz': npzBytes({ x: floats([2, 5], new Float32Array(10)) }),
      'none.npz': npzBytes({ x: floats([0, 2], []) }),
      'data/photo.png': picture,
      'test_data_set_0/input_0.pb': 'no tensor',
    });
    expect(data).toEqual(['good.npz']);
    expect([...unfit].sort()).toEqual(['', 'cut.npz', 'data', 'empty.npz', 'none.npz', 'text.npz', 'wide.npz']);
    const wide = all.unfit.find((each) => each.path.endsWith('wide.npz'));
    expect(format(wide!.reason)).toContain('[2, 5]');
    for (const { reason } of all.unfit) expect(reason.code).toMatch(/^data\./);
  });

  it('is found out by reading a sample, where opening does not tell', async () => {
    const { unfit, all } = await beside({
      'data/x/0.npy': npyBytes(floats([3], [1, 2, 3])),
      'images/a.png': 'no image',
    });
    expect(unfit).toEqual(['data', 'images']);
    expect(all.data).toEqual([]);
    const images = await beside({ 'images/a.png': 'no image' }, imagesModel(2));
    expect(images.all.unfit[0]?.reason.code).toBe('data.image-unreadable');
  });

  it('may be a folder that cannot be read', async () => {
    const { all } = await found(path.join(root, 'nowhere'));
    expect(all).toMatchObject({
      data: [],
      unfit: [{ path: path.join(root, 'nowhere'), reason: { code: 'data.missing' } }],
    });
  });
});

describe('links and strange names', () => {
  it('lead to data elsewhere, but never in circles', async () => {
    const elsewhere = await folderOf({ 'a.npz': npz(3), 'sub/b.npz': npz(1) });
    const folder = await folderOf({ 'data/c.npz': npz(1) });
    await symlink(elsewhere, path.join(folder, 'calibration'));
    await symlink(path.join(elsewhere, 'a.npz'), path.join(folder, 'linked.npz'));
    await symlink('..', path.join(folder, 'data', 'up'));
    await symlink('.', path.join(folder, 'data', 'samples'));
    await symlink('test', path.join(folder, 'test'));
    await symlink('gone.npz', path.join(folder, 'dangling.npz'));
    const { data, unfit } = await found(folder);
    expect(data).toEqual(['calibration/a.npz', 'calibration/sub/b.npz', 'linked.npz', 'data/c.npz']);
    expect(unfit).toEqual([]);
  });

  it('are taken as they are', async () => {
    const names = ['-rf.npz', 'a\nb.npz', 'ä 数据 $(x).npz', '%2e%2e.npz', `${'n'.repeat(200)}.npz`];
    const { data, unfit } = await beside({
      ...Object.fromEntries(names.map((name) => [name, npz(1)])),
      'folder.onnx/x.npz': npz(1),
      'data/folder.npy/y.npz': npz(1),
    });
    expect([...data].sort()).toEqual([...names, 'data/folder.npy/y.npz'].sort());
    expect(unfit).toEqual([]);
  });
});

describe('images', () => {
  const photos = { 'images/1.png': picture, 'images/2.png': picture, 'images/notes.txt': '' };

  it('are normalized as the input suggests, which is said', async () => {
    const { data, all } = await beside(photos, imagesModel(10));
    expect(data).toEqual(['images']);
    expect(all.data[0]).toMatchObject({
      options: { kind: 'images', preprocessing: { preset: 'imagenet' } },
      samples: 2,
      labelled: false,
    });
    expect(codes(all.data[0]?.reason)).toEqual(['propose.beside', 'propose.image-preset']);
    expect(format(all.data[0]!.reason)).toContain('imagenet');
  });

  it('are fed as they are where the input takes bytes', async () => {
    const { all } = await beside(photos, imagesModel(10, 'uint8'));
    expect(all.data[0]?.options).not.toHaveProperty('preprocessing');
    expect(codes(all.data[0]?.reason)).toEqual(['propose.beside']);
  });

  it.each<[string, readonly string[], number, boolean]>([
    ['as many names as classes', ['cat', 'dog', 'owl'], 3, true],
    ['fewer names than classes, whose numbers nobody knows', ['cat', 'dog'], 3, false],
    ['more names than classes', ['cat', 'dog', 'owl'], 2, false],
    ['numbers of classes', ['0', '7'], 10, true],
    ['numbers that the model does not have', ['0', '10'], 10, false],
    ['one folder only', ['cat'], 2, false],
  ])('have labels where their folders are %s', async (_what, names, classes, hasLabels) => {
    const layout = Object.fromEntries(names.map((name) => [`photos/${name}/1.png`, picture]));
    const { data, all } = await beside(layout, imagesModel(classes));
    expect(data).toEqual([names.length === 1 ? `photos/${names[0] ?? ''}` : 'photos']);
    expect(all.data[0]).toMatchObject({ labelled: hasLabels, samples: names.length });
    expect(codes(all.data[0]?.reason).includes('propose.folder-labels')).toBe(hasLabels);
  });

  it('of training and validation are two sets, each with its classes', async () => {
    const { data, evaluation, all } = await beside(
      {
        'data/flowers/train/rose/1.png': picture,
        'data/flowers/train/tulip/1.png': picture,
        'data/flowers/train/tulip/2.png': picture,
        'data/flowers/val/rose/1.png': picture,
        'data/flowers/val/tulip/1.png': picture,
      },
      imagesModel(2),
    );
    expect([data, evaluation]).toEqual([['data/flowers/train'], 'data/flowers/val']);
    expect(all.data[0]).toMatchObject({ samples: 3, labelled: true });
    expect(all.evaluation).toMatchObject({ samples: 2, labelled: true });
  });

  it('come after arrays, which are sure to be meant', async () => {
    const array = npzBytes({ image: floats([1, 3, 4, 4], new Float32Array(48)) });
    expect((await beside({ ...photos, 'z.npz': array }, imagesModel(2))).data).toEqual(['z.npz', 'images']);
  });
});

describe('data that was chosen', () => {
  it('is the only data that is looked at', async () => {
    const folder = await folderOf({ 'calibration.npz': npz(9), 'bad.npz': '', 'elsewhere/mine.npz': labelled(2) });
    const chosen = path.relative('', path.join(folder, 'elsewhere', 'mine.npz'));
    const all = await proposeData(rowsModel(), path.join(folder, 'm.onnx'), { kind: 'auto', path: chosen });
    expect(all).toEqual({
      data: [
        {
          options: { kind: 'npz', path: path.resolve(chosen) },
          ...{ samples: 2, labelled: true, reason: { code: 'propose.data-chosen', args: {} } },
        },
      ],
      unfit: [],
    });
  });

  it('keeps the settings that came with it', async () => {
    const folder = await folderOf({ 'p/a.png': picture });
    const preprocessing = { preset: 'raw', fit: 'pad' } as const;
    const options = { kind: 'images', path: path.join(folder, 'p'), preprocessing } as const;
    const { data } = await proposeData(imagesModel(2), path.join(folder, 'm.onnx'), options);
    expect(data[0]?.options).toEqual(options);
    const made = { kind: 'synthetic', count: 3 } as const;
    expect((await proposeData(imagesModel(2), 'm.onnx', made)).data[0]).toMatchObject({ options: made, samples: 3 });
  });

  it.each<[string, Layout, string]>([
    ['is missing', {}, 'data.missing'],
    ['is damaged', { 'a.npz': 'x' }, 'data.damaged'],
    ['does not fit', { 'a.npz': npzBytes({ x: floats([1, 9], new Float32Array(9)) }) }, 'data.shape-mismatch'],
  ])('must fit: one that %s is an error', async (_what, layout, code) => {
    const file = path.join(await folderOf(layout), 'a.npz');
    const propose = () => proposeData(rowsModel(), 'model.onnx', { kind: 'auto', path: file });
    expect(await refusal(propose)).toBe(code);
    expect(await complaint(propose)).toContain('a.npz');
  });
});

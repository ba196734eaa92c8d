import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '../../protocol/messages/catalogue.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { floats, longs, npyBytes, npzBytes } from '../data/testing/numpyFiles.ts';
import { complaint, refusal } from '../data/testing/samples.ts';
import { openData } from '../recipe/openData.ts';
import { proposeData } from './proposeData.ts';
import {
  beside,
  folderOf,
  found,
  imagesModel,
  labelled,
  type Layout,
  npy,
  npz,
  picture,
  root,
  rowsModel,
  set,
} from './testing/besideModel.ts';

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

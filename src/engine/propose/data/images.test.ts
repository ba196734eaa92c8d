import { describe, expect, it } from 'vitest';
import { format } from '../../../protocol/messages/catalogue.ts';
import { floats, npzBytes } from '../../data/testing/numpyFiles.ts';
import { beside, codes, imagesModel, picture } from '../testing/besideModel.ts';

describe('images beside a model', () => {
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

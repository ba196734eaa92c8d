import { describe, expect, it } from 'vitest';
import { resolveShapes } from './dimensionSizes.ts';
import type { ModelInput } from './modelInputs.ts';
import type { DimensionSizes } from './spec.ts';
import { complaint, input, refusal } from './testing/samples.ts';

function shapesOf(inputs: readonly ModelInput[], given?: DimensionSizes): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(resolveShapes(inputs, given).shapes);
}

describe('resolveShapes', () => {
  it.each<[string, readonly (number | string)[], readonly number[]]>([
    ['a classifier with its size', ['N', 3, 224, 224], [1, 3, 224, 224]],
    ['a text detector', ['p.0', 3, 'p.1', 'p.2'], [1, 3, 320, 320]],
    ['a text recognizer', ['p.0', 3, 48, 'p.1'], [1, 3, 48, 320]],
    ['an image with one side open', ['N', 3, 'p', 640], [1, 3, 640, 640]],
    ['an image of which nothing is known', ['?', '?', '?', '?'], [1, 3, 224, 224]],
    ['named sides', ['batch', 3, 'height', 'width'], [1, 3, 224, 224]],
    ['channels last', ['batch', '?', '?', 3], [1, 320, 320, 3]],
    ['a line of text, channels last', ['batch', 32, '?', 1], [1, 32, 320, 1]],
    ['tokens', ['batch', 'sequence'], [1, 128]],
    ['a state with its batch inside', [2, '?', 128], [2, 1, 128]],
    ['features over time', [1, 80, '?'], [1, 80, 128]],
    ['a video', ['?', 3, '?', '?', '?'], [1, 3, 16, 112, 112]],
    ['one value for each sample', ['?'], [1]],
    ['a scalar', [], []],
  ])('knows %s', (_, dims, expected) => {
    expect(shapesOf([input('x', dims)])).toEqual({ x: expected });
  });

  it('takes 512 samples of sound where a sample rate is asked for', () => {
    const inputs = [input('input', ['batch', 'sequence']), input('sr', [], 'int64'), input('h', [2, 'batch', 64])];
    expect(shapesOf(inputs)).toEqual({ input: [1, 512], sr: [], h: [2, 1, 64] });
  });

  it('gives a dimension the same size everywhere, and sums of dimensions their sum', () => {
    const inputs = [
      input('ids', ['batch', 'sequence'], 'int64'),
      input('past', ['batch', 12, 'past_sequence', 64]),
      input('mask', ['batch', 'past_sequence + sequence'], 'int64'),
      input('one_more', ['past_sequence + 1'], 'int64'),
    ];
    expect(shapesOf(inputs)).toMatchObject({ past: [1, 12, 0, 64], mask: [1, 128], one_more: [1] });
    const given = shapesOf(inputs, { batch: 2, sequence: 5, past_sequence: 7 });
    expect(given).toEqual({ ids: [2, 5], past: [2, 12, 7, 64], mask: [2, 12], one_more: [8] });
  });

  it('takes the whole shape of an input, and learns from it what its dimensions are', () => {
    const inputs = [input('mask', ['batch', 'length'], 'int64'), input('ids', ['batch', 'length'], 'int64')];
    expect(shapesOf(inputs, { ids: [3, 9] })).toEqual({ mask: [3, 9], ids: [3, 9] });
    expect(shapesOf([{ ...input('x', []), unranked: true }], { x: [1, 7] })).toEqual({ x: [1, 7] });
  });

  it('notes what it assumed, and only that', () => {
    const { notes } = resolveShapes([input('x', ['batch', 3, '?', 'w'])], { batch: 4 });
    expect(notes.map((note) => note.args)).toEqual([
      { input: 'x', axis: 2, dimension: '?', size: 320 },
      { input: 'x', axis: 3, dimension: 'w', size: 224 },
    ]);
    expect(resolveShapes([input('x', [1, 3])]).notes).toEqual([]);
  });

  it('refuses names that are not there and shapes that do not fit', async () => {
    expect(await complaint(() => resolveShapes([input('x', ['batch', 3])], { width: 4 }))).toMatch(/"width".*batch/);
    expect(await complaint(() => resolveShapes([input('x', ['batch', 3])], { y: [1, 3] }))).toMatch(/"y".*x/);
    expect(await refusal(() => resolveShapes([input('x', ['batch', 3])], { x: [1, 4] }))).toBe('data.shape-mismatch');
    expect(await refusal(() => resolveShapes([input('x', ['batch', 3])], { x: [3] }))).toBe('data.shape-mismatch');
  });
});

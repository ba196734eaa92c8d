import { describe, expect, it } from 'vitest';
import { input } from '../testing/samples.ts';
import { planRows } from './rowPlan.ts';

describe('planRows', () => {
  it('cuts an array of the rank of the input along its first axis', () => {
    expect(planRows(input('x', ['N', 3, 'H']), [10, 3, 5])).toEqual({
      dims: [1, 3, 5],
      rowsPerFeed: 1,
      count: 10,
      batch: 1,
      leftOver: 0,
    });
  });

  it('groups as many rows as the fixed batch of the model', () => {
    expect(planRows(input('x', [4, 3]), [10, 3])).toMatchObject({
      dims: [4, 3],
      rowsPerFeed: 4,
      count: 2,
      leftOver: 2,
    });
    expect(planRows(input('x', [4, 3]), [3, 3])).toMatchObject({ count: 0 });
  });

  it('takes whole feeds from an array with one more axis', () => {
    expect(planRows(input('x', ['N', 3]), [5, 7, 3])).toMatchObject({
      dims: [7, 3],
      rowsPerFeed: 1,
      count: 5,
      batch: 7,
    });
  });

  it('uses one value for every sample where the input takes one value', () => {
    expect(planRows(input('sr', [], 'int64'), [])).toMatchObject({ dims: [], count: undefined });
    expect(planRows(input('sr', [], 'int64'), [1])).toMatchObject({ dims: [], count: undefined });
    expect(planRows(input('sr', [1], 'int64'), [])).toMatchObject({ dims: [1], count: undefined });
    expect(planRows(input('sr', [], 'int64'), [6])).toMatchObject({ dims: [], rowsPerFeed: 1, count: 6 });
    expect(planRows(input('sr', ['N'], 'int64'), [6])).toMatchObject({ dims: [1], rowsPerFeed: 1, count: 6 });
  });

  it('takes rows of any shape where the model gives none', () => {
    expect(planRows({ name: 'x', type: 'float32', dims: [], unranked: true }, [4, 2])).toMatchObject({
      dims: [1, 2],
      count: 4,
    });
  });

  it.each([
    [
      ['N', 3, 5],
      [10, 3, 6],
    ],
    [
      ['N', 3, 5],
      [10, 3],
    ],
    [
      ['N', 3],
      [10, 2, 2, 3],
    ],
    [
      ['N', 1, 28],
      [10, 5, 2, 28],
    ],
    [['N', 3], []],
  ])('has no plan for input %j and array %j', (dims, array) => {
    expect(planRows(input('x', dims), array)).toBeUndefined();
  });
});

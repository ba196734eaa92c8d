import { expect, it } from 'vitest';
import { userError } from '../../src/protocol/userError.ts';
import { type Figure, Figures } from './figures.ts';

const never = new AbortController().signal;

function figure(id: string, value = 1): Figure {
  return {
    ...{ id, name: id, unit: 'number', scale: 'linear', strong: 'high', combine: { kind: 'sum' } },
    values: Float64Array.of(value),
  };
}

it('asks for a figure when it is first wanted, and then has it', async () => {
  let asked = 0;
  const load = () => {
    asked++;
    return Promise.resolve(figure('sparsity'));
  };
  const figures = new Figures([{ id: 'sparsity', name: 'Sparsity', load }]);
  let changes = 0;
  figures.listen(() => changes++);
  expect(figures.get('sparsity')).toBeUndefined();
  expect((await figures.load('sparsity', never))?.id).toBe('sparsity');
  await figures.load('sparsity', never);
  expect([asked, changes]).toEqual([1, 1]);
});

it('puts a figure in the place of the one with its id, and new ones at the end', () => {
  const figures = new Figures([{ id: 'a', name: 'a', figure: figure('a') }]);
  figures.add(figure('b'));
  figures.add(figure('a', 2));
  expect(figures.all.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(figures.get('a')?.values).toEqual(Float64Array.of(2));
});

it('stays as it was where a figure cannot be had', async () => {
  const load = () => Promise.reject(userError('reader.no-numbers', { tensor: 'x' }));
  const figures = new Figures([{ id: 'a', name: 'a', load }]);
  await expect(figures.load('a', never)).rejects.toMatchObject({ detail: { code: 'reader.no-numbers' } });
  expect(figures.get('a')).toBeUndefined();
  expect(await figures.load('unknown', never)).toBeUndefined();
});

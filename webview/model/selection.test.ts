import { expect, it } from 'vitest';
import { type Item, Selection } from './selection.ts';

const one: Item = { kind: 'node', node: 1 };

it('tells everyone what is selected, once', () => {
  const selection = new Selection();
  const heard: unknown[] = [];
  const end = selection.listen((items, origin) => heard.push([items, origin]));
  selection.set([one], 'graph');
  selection.set([{ ...one }], 'layers');
  expect(heard).toEqual([[[one], 'graph']]);
  selection.set([one, { kind: 'tensor', tensor: 1 }], 'layers');
  expect(heard).toHaveLength(2);
  end();
  selection.set([], 'graph');
  expect(heard).toHaveLength(2);
});

it('tells apart a node, a tensor and a group of one number or name', () => {
  const selection = new Selection();
  let changes = 0;
  selection.listen(() => changes++);
  const items: readonly Item[] = [one, { kind: 'tensor', tensor: 1 }, { kind: 'group', key: '1' }];
  for (const item of items) selection.set([item], 'graph');
  expect(changes).toBe(3);
  selection.set(items, 'graph');
  expect(selection.nodes).toEqual([1]);
});

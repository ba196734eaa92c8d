import { expect, it } from 'vitest';
import { type Held, RowSelection } from './rowSelection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const held = (keys = ''): Held => ({ add: keys.includes('ctrl'), extend: keys.includes('shift') });

function after(...gestures: readonly (readonly [place: number, keys?: string])[]): RowSelection<string> {
  const selection = new RowSelection<string>();
  for (const [place, keys] of gestures) selection.choose(order, place, held(keys));
  return selection;
}

it('selects one row in place of all others', () => {
  expect([...after([1], [3]).selected]).toEqual(['d']);
});

it('adds a row, and takes it away again', () => {
  expect([...after([3], [1, 'ctrl']).selected]).toEqual(['d', 'b']);
  expect([...after([3], [1, 'ctrl'], [3, 'ctrl']).selected]).toEqual(['b']);
});

it('extends to either side of the row that was chosen last, and again from there', () => {
  expect([...after([2], [4, 'shift']).selected]).toEqual(['c', 'd', 'e']);
  expect([...after([2], [4, 'shift'], [0, 'shift']).selected]).toEqual(['a', 'b', 'c']);
  expect([...after([0], [3, 'ctrl'], [4, 'ctrl shift']).selected]).toEqual(['a', 'd', 'e']);
});

it('extends from nowhere to the row itself, and on from it', () => {
  expect([...after([2, 'shift']).selected]).toEqual(['c']);
  expect([...after([2, 'shift'], [3, 'shift']).selected]).toEqual(['c', 'd']);
});

it('begins anew where what it would extend from is hidden, or was deselected elsewhere', () => {
  const hidden = after([0]);
  hidden.choose(['c', 'd'], 1, held('shift'));
  expect([...hidden.selected]).toEqual(['d']);
  const replaced = after([0]);
  replaced.replace(['e']);
  replaced.choose(order, 2, held('shift'));
  expect([...replaced.selected]).toEqual(['c']);
});

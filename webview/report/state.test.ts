import { expect, it } from 'vitest';
import { readState } from './state.ts';

const initial = { filter: '', sort: undefined, making: false, scroll: { page: 0, nodes: 0 } };

it('comes back as it was kept', () => {
  const state = {
    filter: 'relu',
    sort: { column: 'name', descending: true },
    making: true,
    scroll: { page: 300, nodes: 22.5 },
  };
  expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

it.each([
  undefined,
  null,
  'text',
  { filter: 7, sort: 'name', making: 'yes', scroll: null },
  { sort: { column: 'name' }, scroll: { page: -1, nodes: 'far' } },
])('starts anew with what it does not understand: %j', (kept) => {
  expect(readState(kept)).toEqual(initial);
});

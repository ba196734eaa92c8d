import { expect, it } from 'vitest';
import { readState } from './state.ts';

it('takes what it kept itself', () => {
  const state = {
    ...{ filter: 'conv', sort: { column: 'name', descending: true }, scroll: 220 },
    ...{ hidden: ['type'], widths: { name: 300 } },
  };
  expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

it.each([
  undefined,
  null,
  'text',
  { filter: 3, sort: { column: 1 }, scroll: -1, hidden: 'all', widths: null },
  { sort: 'name', scroll: 'top', hidden: [1, null], widths: { name: 'wide', type: -4, shape: null } },
])('starts anew with %j', (kept) => {
  expect(readState(kept)).toEqual({ filter: '', sort: undefined, scroll: 0, hidden: [], widths: {} });
});

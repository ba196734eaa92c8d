import { expect, it } from 'vitest';
import { mostKept, readState } from './pageState.ts';

it('begins with both panels open and nothing selected', () => {
  expect(readState(undefined)).toEqual({
    ...{ graph: undefined, inspector: undefined, layers: undefined, search: undefined, colour: undefined },
    selected: [],
    panels: { inspector: { size: 340, hidden: false }, layers: { size: 268, hidden: false } },
  });
});

it('comes back as it was kept', () => {
  const kept = {
    ...{
      graph: { zoom: 2 },
      inspector: {},
      layers: { filter: 'Conv' },
      findings: { tab: 'sensitivity' },
      search: {},
      colour: 'macs',
    },
    selected: ['a', 'b'],
    panels: { inspector: { size: 300, hidden: true }, layers: { size: 200, hidden: false } },
  };
  expect(readState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

it.each([null, 7, 'text', [], { panels: 3, colour: 4, selected: 'a' }, { panels: { inspector: { size: -4 } } }])(
  'takes from %j what can be understood',
  (kept) => {
    const { colour, selected, panels } = readState(kept);
    expect([colour, selected, panels.inspector.size]).toEqual([undefined, [], 340]);
  },
);

it('keeps no more of what is selected than can be written again and again', () => {
  const selected = [...Array.from({ length: 2 * mostKept }, String), 4];
  expect(readState({ selected }).selected).toHaveLength(mostKept);
});

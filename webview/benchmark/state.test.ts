import { expect, it } from 'vitest';
import { readBenchmarkState } from './state.ts';

const initial = readBenchmarkState(undefined);

it('comes back as it was kept', () => {
  const state = {
    variant: 'net.int8.onnx',
    variants: { sort: { column: 'latency', descending: true }, widths: { name: 120 } },
    axes: { x: 'size', y: 'sqnr' },
    layers: {
      ...{ sort: undefined, widths: {}, before: 'a', after: 'b', filter: 'conv', scroll: 220 },
    },
    making: true,
    scroll: 310,
  };
  expect(readBenchmarkState(JSON.parse(JSON.stringify({ benchmark: state })))).toEqual(state);
});

it.each([
  null,
  'text',
  { filter: '', sort: undefined, making: true },
  { benchmark: { variant: 3, variants: 'x', axes: null, layers: { scroll: -1, sort: 'name' }, scroll: 'far' } },
  { benchmark: { variants: { widths: { name: 'wide' }, sort: { column: 'name' } } } },
])('starts anew with what it does not understand: %j', (kept) => {
  expect(readBenchmarkState(kept)).toEqual(initial);
});

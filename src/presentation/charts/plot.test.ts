import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisMarks } from './axisMarks.ts';
import { type Axis, plotOf, valueAt } from './plot.ts';

const room = { left: 40, top: 10, width: 200, height: 100 };
const axis = (low: number, high: number, scale?: Axis['scale']): Axis => ({
  ...{ label: '', low, high, text: String },
  ...(scale && { scale }),
});

it('maps the ends of axes to the edges of the plot', () => {
  const plot = plotOf(axis(-1, 3), axis(1, 1e4, 'logarithmic'), room);
  expect([plot.x(-1), plot.x(1), plot.x(3)]).toEqual([40, 140, 240]);
  expect([plot.y(1), plot.y(100), plot.y(1e4)]).toEqual([110, 60, 10]);
});

it('has on a logarithmic axis everything that a logarithm has no place for at the low end', () => {
  const { y } = plotOf(axis(0, 1), axis(0.5, 100, 'logarithmic'), room);
  expect([0, -5, Number.NaN, 0.1].map(y)).toEqual([110, 110, 110, 110]);
});

it('finds the value at a place again, and none beside the plot', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 2, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom<Axis['scale']>('linear', 'logarithmic'),
      (low, times, part, scale) => {
        const x = axis(low, low * times, scale);
        const plot = plotOf(x, axis(0, 1), room);
        const at = room.left + part * room.width;
        expect(plot.x(valueAt(at, plot, x)!)).toBeCloseTo(at, 6);
      },
    ),
  );
  const x = axis(0, 1);
  expect(valueAt(39, plotOf(x, x, room), x)).toBeUndefined();
});

it('marks a logarithmic axis by powers of ten, and within one of them by even steps', () => {
  expect(axisMarks(axis(1, 1000, 'logarithmic'), 5).map(({ value }) => value)).toEqual([1, 10, 100, 1000]);
  expect(axisMarks(axis(2, 8, 'logarithmic'), 3).map(({ value }) => value)).toEqual([2, 4, 6, 8]);
});

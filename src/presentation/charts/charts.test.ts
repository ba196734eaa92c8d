import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '../drawing.ts';
import { drawingText } from '../xml.ts';
import { barChart } from './barChart.ts';
import { distributionChart, type DistributionRow, quantile } from './distributionChart.ts';
import { type Box, labelPlaces, overlap } from './labelPlaces.ts';
import { scatterChart, type ScatterPoint } from './scatterChart.ts';
import { fitted, textWidth } from './textWidth.ts';

const axis = { label: 'ms', text: String };

function all({ name, attributes, children }: Drawing): readonly Pick<Drawing, 'name' | 'attributes'>[] {
  return [{ name, attributes }, ...children.flatMap((child) => (typeof child === 'string' ? [] : all(child)))];
}

/** Numbers of paths and places: none may be what SVG does not know. */
function expectDrawable(drawing: Drawing): void {
  expect(drawingText(drawing)).not.toMatch(/NaN|Infinity|undefined/);
  for (const { attributes } of all(drawing)) {
    for (const name of ['width', 'height', 'r']) expect(Number(attributes[name] ?? 0)).toBeGreaterThanOrEqual(0);
  }
}

const points = (...places: readonly (readonly [number, number])[]): readonly ScatterPoint[] =>
  places.map(([x, y], index) => ({
    ...{ name: `m${index}`, x, y, isOriginal: index === 0, description: `d${index}` },
    xInterval: { low: x * 0.9, high: x * 1.1 },
  }));

describe('charts of what says little', () => {
  const scatter = (shown: readonly ScatterPoint[]): Drawing =>
    scatterChart(
      {
        label: 'l',
        x: axis,
        y: { ...axis, text: (value) => (value === 9 ? '' : value > 1e9 ? '∞' : String(value)), least: 1 },
        points: shown,
      },
      600,
    );

  it.each([
    ['none', points()],
    ['one', points([1, 2])],
    ['all equal', points([1, 2], [1, 2], [1, 2])],
    ['zeros', points([0, 0], [0, 0])],
    ['only infinite', points([1, Infinity], [2, Infinity])],
    ['some infinite', points([1, Infinity], [2, 30], [3, 40])],
    ['no place', points([NaN, 1], [1, NaN], [Infinity, 1])],
  ])('points: %s', (_, shown) => {
    expectDrawable(scatter(shown));
  });

  it('has infinite values above all finite ones', () => {
    const circles = all(scatter(points([1, 20], [1, Infinity], [2, 30]))).filter(({ name }) => name === 'circle');
    expect(Number(circles[0]!.attributes['cy'])).toBeLessThan(Number(circles[1]!.attributes['cy']) - 10);
  });

  const row = (quantiles: readonly number[], p50 = quantiles[0] ?? 0): DistributionRow => ({
    ...{ name: 'm', quantiles, p50, interval: { low: p50, high: p50 }, p90: p50, p99: p50, text: '', description: '' },
  });
  it.each([
    ['none', []],
    ['no quantiles', [row([], 3)]],
    ['one value', [row([2])]],
    ['zeros', [row([0, 0, 0])]],
  ])('distributions: %s', (_, rows) => {
    expectDrawable(
      distributionChart({ label: 'l', axis, rows, key: { middle: 'a', p50: 'b', p90: 'c', p99: 'd' } }, 400),
    );
  });

  it.each([
    ['none', []],
    ['zeros', [{ name: 'a', bars: [{ value: 0, text: '0' }] }]],
    ['missing', [{ name: 'a', bars: [{ value: undefined, text: '–' }] }]],
  ])('bars: %s', (_, groups) => {
    for (const width of [600, 40]) expectDrawable(barChart({ label: 'l', axis, series: ['s'], groups }, width));
  });

  it('draws a bar for zero, and none for what is missing', () => {
    const bars = [
      { value: 0, text: '0' },
      { value: undefined, text: '–' },
    ];
    const drawing = barChart({ label: 'l', axis, series: ['s', 't'], groups: [{ name: 'a', bars }] }, 600);
    const drawn = all(drawing).filter(({ attributes }) => String(attributes['class']).startsWith('bar '));
    // Two more stand in the key.
    expect(drawn).toHaveLength(3);
  });

  it('draws lengths in proportion to values', () => {
    const groups = [1, 2].map((value) => ({ name: `g${value}`, bars: [{ value, text: '' }] }));
    const bars = all(barChart({ label: 'l', axis, series: ['s'], groups }, 600))
      .filter(({ name }) => name === 'rect')
      .map(({ attributes }) => Number(attributes['width']));
    expect(bars[1]! / bars[0]!).toBeCloseTo(2, 2);
  });
});

it('finds quantiles between those that are there', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([0, 10, 20], share))).toEqual([0, 5, 10, 15, 20]);
  expect(quantile([], 0.5)).toBeUndefined();
});

it('cuts names in their middle so that they fit', () => {
  expect(fitted('short', 200)).toBe('short');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 20, max: 400 }), (name, width) => {
      const shown = fitted(name, width);
      expect(textWidth(shown)).toBeLessThanOrEqual(Math.max(width, textWidth('…')));
      const [head = '', tail = ''] = shown === name ? [name] : shown.split(/…(?=[^…]*$)/);
      expect(name.startsWith(head) && name.endsWith(tail)).toBe(true);
    }),
  );
  expect(fitted('x'.repeat(1e6), 100).length).toBeLessThan(30);
});

it('places labels that hide neither points nor each other, within the plot', () => {
  const within: Box = { left: 0, top: 0, width: 500, height: 250 };
  const place = fc.record({
    x: fc.double({ min: 0, max: 500, noNaN: true }),
    y: fc.double({ min: 0, max: 250, noNaN: true }),
    width: fc.integer({ min: 10, max: 180 }),
  });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40 }), (wishes) => {
      const taken = wishes.map(({ x, y }) => ({ left: x - 6, top: y - 6, width: 12, height: 12 }));
      const placed = labelPlaces(wishes, within, taken, []).filter((each) => each !== undefined);
      for (const [index, box] of placed.entries()) {
        expect(taken.some((other) => overlap(box, other))).toBe(false);
        expect(placed.slice(index + 1).some((other) => overlap(box, other))).toBe(false);
        expect(box.left >= 0 && box.left + box.width <= 500 && box.top >= 0 && box.top + box.height <= 250).toBe(true);
      }
    }),
  );
  expect(labelPlaces([{ x: 100, y: 100, width: 50 }], within, [], [])[0]).toEqual({
    left: 108,
    top: 93,
    width: 50,
    height: 14,
  });
});

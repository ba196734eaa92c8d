import { expect, it } from 'vitest';
import { ColumnWidths } from './columnWidths.ts';

it('keeps widths within bounds, and forgets those that are taken back', () => {
  const widths = new ColumnWidths({ name: 3, type: 99_999 });
  expect(widths.all).toEqual({ name: 40, type: 1200 });
  widths.set('shape', 123.4);
  widths.set('type', undefined);
  expect(widths.all).toEqual({ name: 40, shape: 123 });
});

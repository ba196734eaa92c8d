import { expect, it } from 'vitest';
import { tabSeparated } from './copyRows.ts';

it('copies figures with all their digits, and texts on one line', () => {
  const values = new Map([
    ['a\tb\nc', 36_864],
    ['=SUM', Number.NaN],
  ]);
  const text = tabSeparated<string>({
    columns: [
      { id: 'name', heading: '', text: (row) => row },
      { id: 'bytes', heading: '', text: () => '36.9 kB', value: (row) => values.get(row)!, figures: true },
    ],
    rows: [...values.keys()],
  });
  expect(text).toBe('a b c\t36864\n=SUM\t');
});

import type { Style } from './style.ts';

export interface Column {
  readonly heading: string;
  /** Numbers stand on the right. */
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/** A table of text: a heading, then rows whose columns line up. Nothing is cut off. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = columns.map(({ heading }, index) =>
    Math.max(width(heading), ...rows.map((row) => width(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const padding = ' '.repeat((widths[index] ?? 0) - width(cell));
        return align === 'right' ? padding + cell : cell + padding;
      })
      .join(gap)
      .trimEnd();
  const head = columns.some(({ heading }) => heading !== '')
    ? [style.faint(line(columns.map((each) => each.heading)))]
    : [];
  return [...head, ...rows.map(line)].join('\n');
}

/** Places that a text takes on a terminal: letters, not their codes. Wide letters are rare in names of tensors. */
function width(text: string): number {
  return Array.from(text).length;
}

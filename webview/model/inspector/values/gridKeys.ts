import type { GridRows } from './gridRows.ts';

/** The element that a key leads to from another; undefined for keys that do not move. @param page rows in view */
export function elementAfter(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  grid: GridRows,
  element: number,
  page: number,
): number | undefined {
  const row = grid.rowOf(element);
  const whole = ctrlKey || metaKey;
  const inRow = (to: number): number => {
    const target = Math.min(grid.count - 1, Math.max(0, to));
    return grid.first(target) + Math.min(grid.columnOf(element), grid.size(target) - 1);
  };
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, element - 1);
    case 'ArrowRight':
      return Math.min(grid.elements - 1, element + 1);
    case 'ArrowUp':
      return inRow(row - 1);
    case 'ArrowDown':
      return inRow(row + 1);
    case 'PageUp':
      return inRow(row - page);
    case 'PageDown':
      return inRow(row + page);
    case 'Home':
      return whole ? 0 : grid.first(row);
    case 'End':
      return whole ? grid.elements - 1 : grid.first(row) + grid.size(row) - 1;
    default:
      return undefined;
  }
}

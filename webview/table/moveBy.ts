/** Where someone is in a table. */
export interface Place {
  /** -1 before anything is active. */
  readonly index: number;
  readonly count: number;
  /** Rows in view. */
  readonly page: number;
}

/** The row that a key leads to; undefined for keys that do not move, and where there is nowhere to go. */
export function moveBy(key: string, { index, count, page }: Place): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + page);
    case 'PageUp':
      return Math.max(0, index - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

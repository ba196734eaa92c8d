/** What is kept of the page while it is hidden. */
export interface CompareState {
  /** As the drawing gives it. */
  readonly viewport?: unknown;
  /** CSS pixels. */
  readonly tableHeight?: number;
}

/** What was kept may be of another version. */
export function readState(kept: unknown): CompareState {
  if (typeof kept !== 'object' || kept === null) return {};
  const { viewport, tableHeight } = kept as Readonly<Record<string, unknown>>;
  return { viewport, ...(typeof tableHeight === 'number' && tableHeight > 0 && { tableHeight }) };
}

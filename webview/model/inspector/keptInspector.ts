/** What of the inspector is kept while its page is hidden. */
export interface KeptInspector {
  /** Whether sections are open, by their ids. */
  readonly sections: unknown;
  /** Pixels. */
  readonly scroll: number;
  /** The selection that was scrolled. */
  readonly of: string;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function keptInspector(kept: unknown): KeptInspector {
  const { sections, scroll, of } = Object(kept) as Readonly<Record<string, unknown>>;
  return {
    sections,
    scroll: typeof scroll === 'number' && scroll > 0 ? scroll : 0,
    of: typeof of === 'string' ? of : '',
  };
}

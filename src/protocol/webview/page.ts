/** What every page says to the editor. */
export type FromPage =
  /** The page listens: it is to be told everything. */
  | { readonly type: 'ready' }
  /** An error that no person can put right. */
  | { readonly type: 'defect'; readonly stack: string };

/** What every page is told first. */
export interface Started {
  readonly type: 'started';
  /** As BCP 47 has it. */
  readonly language: string;
  /** Every text in that language, by its code. */
  readonly texts: Readonly<Record<string, string>>;
}

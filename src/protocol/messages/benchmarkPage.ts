/** Messages about the page of a benchmark. */
export const benchmarkPageMessages = {
  'benchmarkPage.variant-gone': 'The report has changed, and this model is no longer in it.',
  'benchmarkPage.changed': 'The file has changed, and is another kind of report now. Open it again.',
} as const;

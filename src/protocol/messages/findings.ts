/** Texts of what analyses found: the ranking of layers, the trade-off, their charts and tables. */
export const findingsMessages = {
  'findings.save-picture': 'Save as SVG',
  'findings.save-table': 'Save as CSV',
} as const;

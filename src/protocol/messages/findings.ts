/** Texts of what analyses found: the ranking of layers, the trade-off, their charts and tables. */
export const findingsMessages = {} as const;

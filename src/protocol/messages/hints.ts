/** Messages about hints: what about a model costs more than it must, and what to do. */
export const hintsMessages = {} as const;

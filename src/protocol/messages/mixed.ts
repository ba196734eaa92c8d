/** Messages about mixed precision: the search, its steps and its results. */
export const mixedMessages = {} as const;

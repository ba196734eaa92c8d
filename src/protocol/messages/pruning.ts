/** Messages about passes, commands and reports that take something away. */
export const pruningMessages = {} as const;

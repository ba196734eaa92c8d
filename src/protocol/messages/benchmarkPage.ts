/** Messages about the page of a benchmark. */
export const benchmarkPageMessages = {} as const;

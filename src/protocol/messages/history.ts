/** Messages about the view of jobs that were done, and the command that benchmarks. */
export const historyMessages = {} as const;

/** Messages about the background process. */
export const workerMessages = {} as const;

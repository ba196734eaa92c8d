/** Messages about taking channels out. */
export const pruneChannelsMessages = {} as const;

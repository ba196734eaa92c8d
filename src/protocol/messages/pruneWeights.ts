/** Messages about setting single weights to zero, and storing them. */
export const pruneWeightsMessages = {} as const;

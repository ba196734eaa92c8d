/** Messages about which channels of a model go together, and why others cannot go. */
export const pruneGroupsMessages = {} as const;

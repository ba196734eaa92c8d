/** Messages about which layers suffer: what is measured, what it costs, what came of it. */
export const sensitivityMessages = {} as const;

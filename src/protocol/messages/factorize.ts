/** Messages about replacing layers by products of smaller ones. */
export const factorizeMessages = {} as const;

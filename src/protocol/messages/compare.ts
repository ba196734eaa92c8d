/** Messages of two models beside each other. */
export const compareMessages = {} as const;

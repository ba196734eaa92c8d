/** Messages about profile: where the time of a model goes, in the engine and in the terminal. */
export const profileMessages = {} as const;

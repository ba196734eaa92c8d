/** Messages about running models. */
export const runtimeMessages = {} as const;

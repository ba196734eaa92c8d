/** Messages of the drawing of a model. */
export const graphMessages = {} as const;

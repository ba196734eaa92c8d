/** Messages of the table of layers. */
export const layersMessages = {} as const;

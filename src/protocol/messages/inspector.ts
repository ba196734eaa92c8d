/** Messages of the inspector of a model. */
export const inspectorMessages = {} as const;

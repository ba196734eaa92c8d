/** Texts of analyzing a model in its editor: the form, how far it is, what may be done with what it found. */
export const analysisMessages = {} as const;

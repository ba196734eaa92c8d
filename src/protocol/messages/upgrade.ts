/** Messages about raising a model to a later version of the ONNX operators. */
export const upgradeMessages = {} as const;

/** Texts of how a layer is quantized: distributions, ranges, observers. */
export const layerQuantizationMessages = {} as const;

/** Messages about quantization: plans, reasons and refusals. */
export const quantizeMessages = {} as const;

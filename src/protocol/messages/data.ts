/** Messages about calibration and evaluation data. */
export const dataMessages = {} as const;

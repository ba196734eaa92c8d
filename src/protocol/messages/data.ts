/** Messages about calibration and evaluation data. */
export const dataMessages = {
  'data.input-not-tensor':
    'Input "{input}" of {file} is not a dense tensor, and only those can be fed. Export the model with tensor inputs.',
} as const;

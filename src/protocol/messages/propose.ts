/** Messages about how a model would best be quantized, and on which data. */
export const proposeMessages = {
  'propose.static-convolutions':
    'The model has convolutions, which only static quantization makes faster; it takes the ranges of activations from data.',
  'propose.dynamic-products':
    'The model is made of matrix products, which dynamic quantization makes faster without any data.',
  'propose.preset': 'It is made for this machine, {preset}. {reason}',
  'propose.data-chosen': '{count} samples, as chosen.',
} as const;

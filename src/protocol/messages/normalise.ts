/** Messages about bringing a model into the form that quantizes. */
export const normaliseMessages = {
  'normalise.gemm-bias':
    'The bias "{tensor}" of "{node}" has the shape [{dims}], so it is not one number for each of the {channels} outputs. The layer stays as it is; export it with a bias vector to have it quantized.',
  'normalise.gemm-factor':
    'The factor {attribute} of "{node}" applies to "{tensor}", which is computed while the model runs. The layer stays as it is; export it with {attribute} = 1 to have it quantized.',
} as const;

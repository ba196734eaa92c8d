/** Messages about how a model would best be quantized, and on which data. */
export const proposeMessages = {
  'propose.work': '{share} of the multiplications',
  'propose.work-estimated': 'about {share} of the multiplications',
  'propose.static-convolutions': 'Convolutions do {work}, and only this makes them faster.',
  'propose.static-only': 'Only static quantization has integer kernels for what this model computes.',
  'propose.dynamic-products':
    'Matrix products do {work}. Dynamic quantization makes them as fast as static, stays closer to the original, and needs no data.',
  'propose.dynamic-operator': '{operator} does {work}, and becomes integer by dynamic quantization only.',
  'propose.dynamic-only': 'Only dynamic quantization has integer kernels for what this model computes.',
  'propose.preset': '{reason} Preset {preset}.',

  'propose.data-chosen': 'Chosen, and fits the model.',
  'propose.beside': 'Lies beside the model and fits it.',
  'propose.calibration': 'Lies beside the model, is named for calibration, and fits it.',
  'propose.evaluation': 'Named for evaluation, so it is kept to compare on.',
  'propose.other-evaluation': 'Named for evaluation, and better not calibrated on.',
  'propose.only-evaluation':
    'Named for evaluation, but there is no other data: a part of it is held out to compare on.',
  'propose.image-preset':
    'Pixels are normalized as {preset}, as is usual for such an input: change it if the model was trained otherwise.',
  'propose.folder-labels': 'The folders are taken for the classes.',
  'propose.sentences': '{first} {second}',
} as const;

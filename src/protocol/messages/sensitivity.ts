/** Messages about which layers suffer: what is measured, what it costs, what came of it. */
export const sensitivityMessages = {
  'sensitivity.cache-unreadable': '{file} is not a result that was kept: it is passed over, and measured again.',
  'sensitivity.cache-unwritable':
    'The result could not be kept in {folder} ({reason}): the next time it is measured again.',
  'sensitivity.stage-symptom': 'Comparing all layers',
  'sensitivity.stage-whole': 'Running the quantized model',
  'sensitivity.stage-cause': 'Measuring single layers',
  'sensitivity.synthetic': 'The samples were made up: which layers suffer on real data may be another question.',
  'sensitivity.few-samples': 'There are {count} samples only: the order of the layers may be an accident.',
  'sensitivity.calibration-limited': 'Ranges come from {count} of {all} samples, enough to see which layers suffer.',
  'sensitivity.unstable-symptom':
    'By the error at each layer, two halves of the samples rank the layers differently (rank correlation {correlation}). Measure on more samples.',
  'sensitivity.unstable-cause':
    'By what each layer alone does to the outputs, two halves of the samples rank the layers differently (rank correlation {correlation}). Measure on more samples.',
  'sensitivity.budget-layers':
    'Time ran out: {count} layers were not measured alone. The worst by what was known came first.',
  'sensitivity.budget-apart':
    'Time ran out: {count} measurements of weights and activations apart, or of all but one layer, are missing.',
  'sensitivity.kept': 'Measured at {when} and kept: model, data and options are the same.',
  'sensitivity.cause-figure': 'SQNR of the outputs with only this layer quantized (dB)',
  'sensitivity.symptom-figure': 'SQNR of this layer in the quantized model (dB)',
  'sensitivity.file-empty': '{file} is empty: measure the layers again.',
  'sensitivity.file-foreign':
    '{file} is JSON, but not what was found out about layers. Give a file that whittle sensitivity --json wrote.',
  'sensitivity.file-not-json': '{file} is not JSON: it was cut off or edited. Measure the layers again.',
  'sensitivity.file-newer':
    '{file} was written by a newer version of Whittle (its format is {version}, this version reads {readable}). Update Whittle.',
  'sensitivity.file-invalid':
    '{file} is damaged: “{place}” is missing, or not what it has to be. Measure the layers again.',
} as const;

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
    '{file} is JSON, but not what was found out about layers. Give the JSON file of an analysis.',
  'sensitivity.file-not-json': '{file} is not JSON: it was cut off or edited. Measure the layers again.',
  'sensitivity.file-newer':
    '{file} was written by a newer version of Whittle (its format is {version}, this version reads {readable}). Update Whittle.',
  'sensitivity.file-invalid':
    '{file} is damaged: “{place}” is missing, or not what it has to be. Measure the layers again.',
  'cli.sensitivity-command': 'Find the layers that suffer from quantization, and those that hurt the outputs most.',
  'cli.sensitivity-examples': `Examples:
  whittle sensitivity model.onnx --data calibration.npz
  whittle sensitivity model.onnx --data calibration.npz --plan
  whittle sensitivity model.onnx --data photos/ --signal cause --budget 2m --top 20
  whittle sensitivity model.onnx --data calibration.npz --json found.json --csv layers.csv
  whittle sensitivity model.onnx --data texts.npz --method dynamic

--signal symptom, cause or both may be written as --method, too. Node data of both is
written into two files, out.symptom.json and out.cause.json for --node-data out.json.`,
  'cli.sensitivity-group-measured': 'What is measured:',
  'cli.sensitivity-option-method': 'how the model is quantized: static or dynamic; or what is measured, as --signal',
  'sensitivity.option-json':
    'write everything that was found as JSON; alone or with -, write the result to standard output',
  'sensitivity.option-csv': 'write a table of the layers',
  'sensitivity.option-node-data': 'write node data for Model Explorer, which colours the graph',
  'sensitivity.option-plan': 'only say what it would cost',
  'sensitivity.option-cache': 'keep the result, or take one that was kept of the same model, data and options',
  'cli.sensitivity-doubled-output': 'Two results would be written to {file}. Give each a file of its own.',
  'cli.sensitivity-plan-line':
    '{layers} layers on {samples} samples: {runs} runs of the model, about {time}, {memory} of memory.',
  'cli.sensitivity-plan-line-synthetic':
    '{layers} layers on {samples} made-up samples: {runs} runs of the model, about {time}, {memory} of memory.',
  'cli.sensitivity-plan-runs': 'runs',
  'cli.sensitivity-plan-time': 'time',
  'cli.sensitivity-plan-calibration': 'preparing and calibrating',
  'cli.sensitivity-plan-symptom': 'all layers compared with float',
  'cli.sensitivity-plan-cause': 'layers one by one',
  'cli.sensitivity-plan-all': 'altogether',
  'cli.sensitivity-plan-naive': 'From the beginning each time, {layers} layers would take {runs} runs.',
  'cli.sensitivity-until-cancelled': 'Found until it was cancelled:',
  'cli.sensitivity-by-static': 'static quantization',
  'cli.sensitivity-by-dynamic': 'dynamic quantization',
  'cli.sensitivity-heading': '{model}, {method}, {samples}',
  'cli.sensitivity-more-layers': '… and {count} more: --json and --csv have all.',
  'cli.sensitivity-stability-cause':
    'Ranked by cause: two halves of the samples agree by {correlation} (rank correlation); places are sure to within {width}.',
  'cli.sensitivity-stability-symptom':
    'Ranked by symptom: two halves of the samples agree by {correlation} (rank correlation); places are sure to within {width}.',
  'cli.sensitivity-answers-changed': '{share} of the answers changed',
  'cli.sensitivity-whole': 'Whole model quantized: SQNR {fused}, {observed} while looked at',
  'cli.sensitivity-whole-fused': 'Whole model quantized: SQNR {fused}',
  'cli.sensitivity-column-layer': 'layer',
  'cli.sensitivity-column-operator': 'operator',
  'cli.sensitivity-column-cause': 'cause',
  'cli.sensitivity-column-symptom': 'symptom',
  'cli.sensitivity-column-weights': 'weights',
  'cli.sensitivity-column-changed': 'changed',
  'cli.sensitivity-column-divergence': 'divergence',
  'cli.sensitivity-column-of-weights': 'its weights',
  'cli.sensitivity-column-of-activations': 'its activations',
  'cli.sensitivity-column-all-but': 'all but it',
  'cli.sensitivity-next': 'To keep the worst in float:',
  'cli.sensitivity-legend':
    'cause: SQNR of the outputs with only this layer quantized. symptom: SQNR of this layer in the quantized model. weights: of the weights alone.',
  'cli.sensitivity-search': 'To have a search find which ones:',
  'cli.sensitivity-no-need': 'The quantized model answers as the original does: no layer has to stay in float.',
} as const;

/** Messages about the command line. */
export const cliMessages = {
  'cli.description': 'Makes neural networks smaller and faster: ONNX models in, verified ONNX models out.',
  'cli.inspect': 'Show what is in a model: inputs, outputs, opsets, operators, parameters, MACs.',
  'cli.propose': 'Say how a model would best be quantized, on which data that lies beside it, and why.',
  'cli.quantize': 'Quantize a model to 8-bit integers, compare the result with the original, and report.',
  'cli.coverage': 'Show for every node whether it would run on integers, and why, without writing anything.',
  'cli.evaluate': 'Measure a model on data, alone or beside another.',
  'cli.model': 'the .onnx file',
  'cli.version': 'show the version',
  'cli.help': 'show this help',

  'cli.exit-codes': `Exit codes:
  0    done
  1    the job failed, and the message says what to do
  2    the command line was not understood
  3    the result was written, but is below the floor (quantize, prune, factorize, run)
  4    a condition of --fail-if is met, or cannot be judged (bench)
  70   a defect of Whittle
  130  cancelled`,
  'cli.examples': `Examples:
  whittle inspect model.onnx
  whittle propose model.onnx
  whittle quantize model.onnx --data calibration.npz
  whittle prune model.onnx --ratio 0.5 --data calibration.npz
  whittle coverage model.onnx
  whittle evaluate model.int8.onnx --data test.npz --against model.onnx
  whittle bench model.onnx model.int8.onnx --data test.npz
  whittle run small.whittle.json model.onnx`,
  'cli.examples-inspect': `Examples:
  whittle inspect model.onnx
  whittle inspect model.onnx --dim batch=8 --json`,
  'cli.examples-propose': `Examples:
  whittle propose model.onnx
  whittle propose model.onnx --data photos/
  whittle propose model.onnx --json`,
  'cli.examples-quantize': `In an .npz the arrays are named after the inputs of the model, and "labels" has the labels.

Examples:
  whittle quantize model.onnx --data calibration.npz
  whittle quantize model.onnx --data calibration.npz --evaluate test.npz --observer entropy -o small.onnx
  whittle quantize model.onnx --data photos/ --image-preset imagenet --labels-from folders
  whittle quantize model.onnx --data calibration.npz --exclude-operators Softmax --exclude-nodes '/head/*'
  whittle quantize model.onnx --data calibration.npz --evaluate test.npz --mixed --floor top1=-0.5
  whittle quantize model.onnx --method dynamic
  whittle quantize model.onnx --data-kind synthetic --dim batch=1`,
  'cli.examples-coverage': `Examples:
  whittle coverage model.onnx
  whittle coverage model.onnx --preset tensorrt
  whittle coverage model.onnx --method dynamic --json`,
  'cli.examples-evaluate': `Examples:
  whittle evaluate model.onnx --data test.npz
  whittle evaluate model.int8.onnx --data test.npz --against model.onnx`,

  'cli.group-method': 'Quantization:',
  'cli.group-data': 'Data:',
  'cli.group-output': 'Output:',
  'cli.group-verify': 'Comparison:',
  'cli.group-run': 'Running:',
  'cli.switch-off': 'do not {help}',

  'cli.option-invalid': '--{flag} {reason}.',
  'cli.option-part-invalid': 'In --{flag}, {part} {reason}.',
  'cli.option-unfit': '--{flag} does not apply here. Leave it out, or see --help.',
  'cli.setting-invalid': 'The setting {setting} {reason}.',
  'cli.json-missing': 'There is no file {file}. Give JSON in braces, or the path of a JSON file.',
  'cli.json-malformed': '{text} is not JSON: {reason}.',
  'cli.data-missing': 'The model is evaluated on data. Give some: --data.',

  'cli.error': 'Error: {text}',
  'cli.defect': 'This is a defect of Whittle {version}. Please report it with these lines:',
  'cli.cancelled': 'Cancelled. Nothing was written.',
  'cli.time-left': '{text}  {time} left',
  'cli.below-floor': 'The result is BELOW THE FLOOR. It was kept.',
  'cli.written': 'Written to {file}',
  'cli.report-written': 'Report in {file}',

  'cli.column-output': 'output',
  'cli.column-sqnr': 'SQNR',
  'cli.column-cosine': 'cosine',
  'cli.column-maximum-error': 'largest error',
  'cli.node-and-others': '{node} (+{count})',
  'cli.nodes-folded': '(+1) stands for one more node of the file that is folded into this one.',
  'cli.samples': '{count} samples from {source}',
  'cli.labelled-samples': '{count} labelled samples from {source}',
  'cli.samples-synthetic': '{count} samples of synthetic data',
  'cli.no-metrics':
    'The model ran on all samples. Without labels, or another model (--against), there is nothing to measure.',

  'cli.fact-method': 'method',
  'cli.fact-preset': 'preset',
  'cli.fact-data': 'data',
  'cli.fact-or': 'or',
  'cli.fact-evaluation': 'evaluation',
  'cli.unfit': 'Not used: {file}. {reason}',
  'cli.no-data-static':
    'Nothing beside the model can be fed to it. Give data (--data), make some up for a first look (--data-kind synthetic), or quantize dynamically (--method dynamic).',
  'cli.no-data-dynamic':
    'Nothing beside the model can be fed to it, so the result is compared on data that is made up.',
} as const;

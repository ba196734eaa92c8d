/** Messages about running models. */
export const runtimeMessages = {
  'runtime.not-loadable': '{file} cannot be loaded by onnxruntime: {reason}.',
  'runtime.operator-unknown':
    '{file} uses the operator {operator}, which this version of onnxruntime does not have. Export the model without it, or remove the part that needs it.',
  'runtime.operator-type':
    'Node "{node}" ({operator}) in {file} computes on an element type for which onnxruntime has no kernel on the CPU. Export the model in float32.',
  'runtime.opset-unsupported':
    '{file} uses version {version} of the ONNX operators; onnxruntime runs versions up to {limit}. Export the model for opset {limit}.',
  'runtime.format-unsupported':
    '{file} has version {version} of the ONNX file format; onnxruntime reads versions up to {limit}. Export the model with an older onnx package.',
  'runtime.node-invalid': 'Node "{node}" in {file} is not valid: {reason}. Export the model again.',
  'runtime.interface-type':
    'An input or output of {file} has an element type (number {type}) that cannot be handed to onnxruntime from here. Export the model with float32 inputs and outputs.',
  'runtime.input-missing':
    '{file} needs the input "{input}", but the data has only: {given}. Add an array of that name.',
  'runtime.input-type':
    'The data for input "{input}" of {file} is {type}, which does not fit its shape or cannot be fed.',
  'runtime.input-mismatch':
    'The data does not fit the inputs of {file}: {reason}. Check names, types and shapes of the data.',
  'runtime.node-failed':
    'Node "{node}" in {file} failed: {reason}. If the inputs are right, the model cannot run with these shapes.',
  'runtime.run-failed': '{file} failed while it ran: {reason}.',
  'runtime.out-of-memory':
    'There is not enough memory to run {file}: {reason}. Use smaller inputs, or close other programs.',
  'runtime.provider-missing':
    'onnxruntime cannot use the execution provider {provider} here: {reason}. Choose another, or install what it needs.',
  'runtime.provider-unknown': 'this version has only {providers}',
  'runtime.provider-incomplete': '{provider} does not have all operators of {file}.',
} as const;

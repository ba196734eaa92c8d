/** Messages about raising a model to a later version of the ONNX operators. */
export const upgradeMessages = {
  'upgrade.too-old':
    '{file} uses version {opset} of the ONNX operators, and Whittle needs {oldest} or later. Export the network again with opset 13 or later.',
  'upgrade.batch-statistics':
    'BatchNormalization "{node}" in {file} gives the statistics of its batch, which newer versions of the ONNX operators do not. Export the network in inference mode.',
  'upgrade.scan-lengths':
    'Scan "{node}" in {file} takes sequences of different lengths, which newer versions of the ONNX operators cannot express. Export the network again with opset 9 or later.',
  'upgrade.experimental':
    '"{node}" in {file} is the experimental operator {operator}, which newer versions of the ONNX operators do not have. Export the network again with opset 10 or later.',
  'upgrade.unknown-type':
    'The element type of "{tensor}", which {operator} "{node}" in {file} reads, cannot be told from the file. Run ONNX shape inference over the model first.',
  'upgrade.parameter':
    'The attribute {attribute} of {operator} "{node}" in {file} is a parameter of a function, and must be known to raise the version of the ONNX operators. Export the network again without functions, or with a newer opset.',
  'upgrade.resize-coordinates':
    'Resize "{node}" in {file} maps coordinates by tf_half_pixel_for_nn and rounds them up, which newer versions of the ONNX operators cannot express. Export the network again with opset 13 or later.',
} as const;

/** Messages about quantization: plans, reasons and refusals. */
export const quantizeMessages = {
  'preset.cpu-x64-vnni':
    'x64 with VNNI: uint8 activations and int8 weights per channel are what its fastest kernels take; asymmetric activations let Relu vanish.',
  'preset.cpu-x64':
    'x64 without VNNI: as with it, but weights of 7 bits, because products of 8 bits overflow the 16-bit sums of its kernels.',
  'preset.cpu-arm64': 'ARM: its dot-product instructions take int8 for activations and weights alike.',
  'preset.tensorrt':
    'TensorRT: int8 without zero points, a Q/DQ pair on weights and biases left float, as its documentation asks (not verified on this machine).',
  'preset.openvino':
    'OpenVINO: uint8 activations and int8 weights per channel, as its documentation asks (not verified on this machine).',
  'preset.qnn':
    'QNN: uint8 activations and uint8 weights per tensor, as its documentation asks (not verified on this machine).',

  'reason.integer-kernel': 'runs on integers',
  'reason.absorbed': 'fused into the node before it, whose integers hold nothing that it would cut off',
  'reason.exact-anyway': 'was to stay float, but gives the same on the integers it reads or writes, and runs on those',
  'reason.in-range': 'done by the conversion to integers after it',
  'reason.no-floats': 'no real numbers: shapes, indices or conditions',
  'reason.constant': 'its inputs are constants: the runtime computes it once, when it loads the model',
  'reason.no-nodes': 'it has no nodes',
  'reason.quantized-already': 'quantized already, and left as it is',
  'reason.function': '{operator} is a function of the model, whose inside is left as it is',
  'reason.no-integer-kernel': 'the runtime has no integer kernel for {operator}',
  'reason.subgraph':
    '{operator} holds graphs of its own, which are left as they are: to quantize one, export it as a model of its own',
  'reason.weight-not-constant': 'the weight of this {operator} is computed while the model runs',
  'reason.bias-not-constant': 'the bias of this {operator} is computed while the model runs',
  'reason.gemm-alpha': 'alpha is not 1 and could not be folded into the weight',
  'reason.gemm-beta': 'beta is not 1 and could not be folded into the bias',
  'reason.gemm-bias-shape': 'a bias of shape {dims} differs between the rows of a batch',
  'reason.where-constant': 'one branch is constant, mostly a mask of minus infinity that no scale can hold',
  'reason.constant-input': 'reads a table that is stored in the file',
  'reason.maxpool-indices': 'the positions of the maxima are wanted too, and integers have no kernel for that',
  'reason.resize-mode': 'interpolates: integers would be too coarse',
  'reason.softmax-single': 'it runs over one number, for which the integer kernel gives a wrong result',
  'reason.conversions': 'as integer it would cost more conversions between integer and float than it saves',
  'reason.not-absorbed': 'its input is also wanted as it is, or the scheme has no range that does its work',
  'reason.dynamic': 'integer weights; activations become integers as the model runs',
  'reason.no-dynamic-kernel': 'the runtime cannot quantize {operator} as the model runs',
  'reason.dynamic-convolution':
    'convolutions get slower by dynamic quantization: quantize statically instead (--method static), or allow them (--allow-convolutions)',
  'reason.gemm-transposed': 'its first input is transposed, for which there is no integer kernel',
  'reason.lstm-layout': 'its batch is the first axis, for which there is no integer kernel',
  'reason.attention-extended': 'uses inputs or attributes of Attention that the integer kernel does not have',
  'reason.unknown-type': 'the element type of "{tensor}" is not known',
  'reason.wrong-type': '"{tensor}" is {type}, not float32',
  'reason.excluded-operator': 'the operator {operator} was excluded',
  'reason.excluded-node': 'excluded by name',
  'reason.excluded-tensor': 'the tensor "{tensor}" was excluded',
  'reason.not-included': 'not among what was chosen',
  'reason.not-finite': '"{tensor}" takes values that are not finite',
  'reason.never-seen': '"{tensor}" had no values in the calibration data',

  'quantize.weight-not-finite':
    'The weight "{tensor}" of {file} has values that are not finite. Exclude the nodes that use it, or train the model again.',
  'quantize.calibrating': 'Calibrating',
  'quantize.no-samples': 'There are no samples in {source}. Give data with at least one.',
  'quantize.tensor-left-float': 'The nodes around "{tensor}" stay float: {reason}.',
  'quantize.already-quantized':
    '{file} is quantized already, and nothing is left to do. Give the float model that it was made from.',
  'quantize.nothing-integer':
    'Nothing in {file} can run on integers: {reason}. See `whittle coverage` for the reason of every node.',
} as const;

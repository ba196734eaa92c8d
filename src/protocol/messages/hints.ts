/** Messages about hints: what about a model costs more than it must, and what to do. */
export const hintsMessages = {
  'hints.stage': 'Looking for what costs too much',
  'hints.unfused-pairs':
    'Nodes between DequantizeLinear and QuantizeLinear compute on real numbers all the same ({count}: {names}): {reason}.',
  'hints.reason-float-only':
    'the runtime has no kernel on integers for them, so that the conversions around them only cost time',
  'hints.reason-is-output': 'what they write is also an output of the model, which stays a real number',
  'hints.reason-float-readers': 'not everything that reads their output takes integers',
  'hints.reason-other-scales':
    'they only move elements, and could move integers if their output had the scale and zero point of their input, as the very same constants',
  'hints.reason-unknown': 'types, scales or attributes are not what the kernel on integers takes',
  'hints.unfused-pairs-remedy':
    'Quantize the original model again with Whittle, which places conversions where this runtime turns them into kernels on integers.',
  'hints.unfused-pairs-float-remedy':
    'Leave these nodes unquantized: quantize the original model again with Whittle, which converts only where that gains time.',
  'hints.float-input':
    'Convolutions have integer weights but read real numbers, so that they are computed on real numbers ({count}: {names}).',
  'hints.float-output':
    'Convolutions have integer weights and inputs but what they write is not quantized for all its readers, so that they are computed on real numbers ({count}: {names}).',
  'hints.float-other':
    'Convolutions are quantized on all sides but computed on real numbers ({count}: {names}): types of input, weight, bias and output do not go together.',
  'hints.float-convolutions-remedy':
    'Quantize the original model again, statically: input, weight, bias and output of a convolution must all be quantized.',
  'hints.channels-unaligned':
    'Convolutions have numbers of channels that {alignment} does not divide, and miss the fast memory layout ({count}: {names}).',
  'hints.channels-padded':
    'Convolutions compute with channels filled up to multiples of {block}, of which a good part is zeros ({count}: {names}).',
  'hints.channels-remedy':
    'If you train the model yourself, choose numbers of channels that {block} divides: a few more may even be faster.',
  'hints.per-tensor-weights':
    'Integer weights have one scale for all their channels ({count}: {names}): those with small weights are rounded more than they need to be.',
  'hints.per-tensor-weights-remedy':
    'Quantize the original model again with a scale for each channel: more accurate, and as fast.',
  'hints.dynamic-convolutions':
    'Convolutions are quantized dynamically, by a kernel that is usually several times slower than that on real numbers ({count}: {names}).',
  'hints.dynamic-convolutions-remedy':
    'Quantize the original model statically, with calibration data, or leave its convolutions unquantized.',
  'hints.float-islands':
    'Nodes that stay on real numbers stand between nodes on integers, and numbers are converted before and after them ({count}: {names}).',
  'hints.float-islands-remedy':
    'Search for mixed precision: it finds out whether the neighbours are better left unquantized as well, so that the conversions go away.',
  'hints.signed-activations':
    'What nodes read is quantized to signed integers, and on x64 processors they are then computed on real numbers ({count}: {names}).',
  'hints.signed-activations-remedy':
    'Quantize the original model again for this machine: activations then are unsigned.',
  'hints.half-precision':
    'Convolutions or products are in half precision, which processors compute slower than single precision, or between conversions ({count}: {names}).',
  'hints.half-precision-remedy':
    'Half precision is for graphics processors. On this one run the model in single precision, or quantize that to 8 bits.',
  'hints.layout-changes':
    'The runtime lays tensors out anew {count} times in each run, {share} of the time of all kernels, mostly beside {names}.',
  'hints.layout-changes-remedy':
    'Convolutions have a layout of their own, and operators between them that do not have it force a change. Where you can, replace those by operators that the layout knows (Relu, Sigmoid, MaxPool, AveragePool, Add of equal shapes).',
  'hints.transposes': 'Transposes take {share} of the time of all kernels ({count}: {names}).',
  'hints.transposes-remedy':
    'Export the model for channels first, as ONNX has them, and simplify it: neighbouring Transposes cancel out.',
} as const;

/** Messages about setting single weights to zero, and storing them. */
export const pruneWeightsMessages = {
  'pruneWeights.stage-inputs': 'Measuring what the weights are multiplied with',
  'pruneWeights.stage-ranking': 'Ranking weights',
  'pruneWeights.stage-zeroing': 'Setting weights to zero',
  'pruneWeights.stage-reconstructing':
    'Setting weights to zero and letting the others make up for them: layer {layer} of {layers}',

  'pruneWeights.no-speed':
    'The model does not become faster: this runtime computes with zeros as with all other numbers. Only the file becomes smaller.',
  'pruneWeights.dense-storage':
    'The file does not become smaller: zeros are stored as all other numbers. Choose another storage for that.',
  'pruneWeights.pattern-hardware':
    'Zeros in the pattern {pattern} make a model faster only on processors that have instructions for it. This runtime has none on the CPU.',
  'pruneWeights.sparse-indices':
    'Where sparse tensors are used, their positions take 16 or 32 bits, which onnxruntime reads. Other runtimes may insist on 64.',
  'pruneWeights.wanda-instead':
    '{layer} has too many inputs for reconstruction ({reason}). Its weights are chosen by wanda instead.',
  'pruneWeights.magnitude-instead':
    'It is not known what {layer} is multiplied with. Its weights are chosen by magnitude instead.',
  'pruneWeights.share-missed': 'Only {share} of the weights could become zero: the limits of the layers allow no more.',
  'pruneWeights.threshold-limited':
    '{layer} keeps weights below the threshold: it would lose more than {share} of them.',

  'pruneWeights.quantized': 'its weight is quantized; prune before quantizing',
  'pruneWeights.not-constant': 'its weight is computed when the model runs',
  'pruneWeights.not-real': 'its weight is of type {type}',
  'pruneWeights.unsupported': 'weights of {operator} are not pruned',
  'pruneWeights.shared-excluded': 'it shares its weight with {layer}, which is excluded',
  'pruneWeights.is-output': 'its weight is an output of the model',
  'pruneWeights.not-finite': 'its weight has values that are not finite',
  'pruneWeights.share-zero': 'its share is 0',
  'pruneWeights.in-subgraph': 'it is inside a branch, a loop or a function',

  'pruneWeights.data-needed':
    'The criterion {criterion} looks at what the weights of {file} are multiplied with, and there are no samples. Give data, or choose magnitude.',
  'pruneWeights.threshold-criterion':
    'A threshold is a size of weights, which the criterion {criterion} with the pattern {pattern} does not go by. Choose magnitude and a free pattern or blocks, or give a share.',
  'pruneWeights.pattern-order':
    'The pattern {pattern} keeps everything: the first number must be less than the second.',
  'pruneWeights.pattern-limit':
    'The pattern {pattern} takes {share} of the weights, and a layer may lose at most {limit}. Raise the limit or choose another pattern.',
  'pruneWeights.unknown-layer':
    'No layer of {file} with weights is called {glob}. Check the names of the shares of single layers.',
  'pruneWeights.bad-encoding':
    'The weight "{tensor}" in {file} is stored without its zeros, and its parts do not fit each other. Download or make the file again.',
} as const;

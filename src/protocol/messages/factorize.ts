/** Messages about replacing layers by products of smaller ones. */
export const factorizeMessages = {
  'factorize.stage-inputs': 'Measuring what layers read',
  'factorize.stage-layers': 'Factorizing layers',
  'factorize.applied': 'rank {rank} of {full} has {macs} of its MACs',
  'factorize.applied-faster': 'rank {rank} of {full} has {macs} of its MACs and takes {time} of its time here',
  'factorize.not-faster':
    'rank {rank} of {full} has {macs} of its MACs, but takes {time} of its time here: not clearly less',
  'factorize.rank-too-high':
    'rank {rank} of {full} has {macs} of its MACs: the rank must be {limit} or lower to save any',
  'factorize.share-too-small': 'rank 1 of {full} already has {macs} of its MACs',
  'factorize.energy-too-high':
    'at rank {limit} of {full}, the highest that saves MACs, only {kept} of the energy is left',
  'factorize.error-too-low': 'at rank {limit} of {full}, the highest that saves MACs, the error is still {error}',
  'factorize.weight-stays': '{reason}; others read its weight too, which stays in the file',
  'factorize.not-included': 'not among what was to be factorized',
  'factorize.no-matrix': 'this {operator} has no constant weight that is one matrix of real numbers',
  'factorize.grouped': 'its channels are in {groups} groups, whose matrices are small already',
  'factorize.unknown-shape': 'the shapes of what it reads and writes are not known',
  'factorize.convolution': 'convolutions with a kernel were to stay as they are',
  'factorize.not-square': 'its kernel has no rows and columns to split into',
  'factorize.too-small': 'a matrix of {outputs} × {inputs} costs no more than its factors, even at rank 1',
  'factorize.not-finite': 'its weight, or what it reads, is not finite',
  'factorize.inside': 'it is inside a branch, a loop or a function, which is left as it is',
  'factorize.no-samples':
    'No samples were given: errors are those of the weights, as if inputs were all alike and independent.',
  'factorize.weights-only': 'Errors are those of the weights, as if inputs were all alike and independent.',
  'factorize.synthetic':
    'The samples were made up: what matters to the outputs on real data may be another part of the weights.',
  'factorize.without-inputs': 'The error of "{node}" is that of its weights: {reason}',
  'factorize.nothing': 'No layer was factorized: the reason of each is in the list.',
} as const;

/** Messages about what is done for layers that lost inputs, and about linear algebra. */
export const repairMessages = {
  'repair.no-matrix': 'It is no convolution or matrix product with a stored weight.',
  'repair.too-wide':
    'With {inputs} inputs, the moments of its inputs would take {megabytes} MB; {allowed} MB are allowed.',
  'repair.no-rows': 'It saw no inputs in the calibration data.',
  'repair.not-finite': 'With the calibration data it has numbers that are not finite.',
  'repair.no-bias': 'It has no bias that could take what is missing.',

  'repair.needs-data':
    'Refitting the layers of {file} needs samples. Give calibration data, or repair with bias or none.',
  'repair.stage-refit': 'Refitting layers',
  'repair.stage-bias': 'Correcting biases',
  'repair.refit':
    'Layers that lost inputs and were refit by least squares: {layers}. The error of their outputs fell from {before} to {after} of their energy, on average.',
  'repair.bias': 'Layers whose bias took what the removed channels gave on average: {layers}.',
  'repair.norms': 'Batch normalizations whose mean and variance were moved with what they read: {norms}.',
  'repair.no-data': 'Without samples, layers that lost inputs were not refit.',
  'repair.synthetic': 'The samples are generated, so layers that lost inputs were not refit on them.',
  'repair.bias-from-norms':
    'Layers whose bias took what the removed channels give on average by the batch normalizations before them: {layers}.',
  'repair.means-unknown':
    'Layers that lost inputs of which the model does not tell the means: {layers}, of them the first is {first}. They stayed as they were.',
  'repair.left': 'The layer {node} was not refit. {reason}',
} as const;

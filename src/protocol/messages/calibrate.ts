/** Messages about calibration and the statistics it keeps. */
export const calibrateMessages = {
  'calibrate.statistics-invalid':
    '{file} does not hold calibration statistics ({reason}). Name another file, or delete it to have it written again.',
  'calibrate.not-json': 'it is not JSON: {reason}',
  'calibrate.not-statistics': 'not statistics of a tensor: {reason}',
  'calibrate.bounds-order': 'has its bounds in the wrong order',
  'calibrate.bins': '{count} bins',
  'calibrate.range-disagrees': 'the histogram and the range disagree',
  'calibrate.range-exceeds': 'the range exceeds the histogram',
  'calibrate.statistics-unwritable': 'The statistics cannot be written to {file} ({reason}). Choose another place.',
  'calibrate.statistics-stale':
    'The statistics in {file} are of another model or other data. They are made again and replaced.',
  'calibrate.statistics-reused': 'The statistics of {count} tensors are taken from {file}.',
} as const;

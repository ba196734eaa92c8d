/** Messages about jobs as a whole: their stages, what they assume, and what their reports say. */
export const reportMessages = {
  'stage.opening': 'Reading the model',
  'stage.preparing': 'Preparing the model',
  'stage.planning': 'Planning',
  'stage.writing': 'Writing the result',
  'stage.verifying': 'Comparing with the original',
  'stage.timing': 'Measuring the speed',
  'stage.evaluating': 'Evaluating',
  'stage.hashing': 'Fingerprinting the files',

  'recipe.data-needed':
    'Static quantization measures what the model computes, so it needs samples. Give some (--data), or make some up for a first look (--data-kind synthetic), or quantize dynamically (--method dynamic).',
  'recipe.settings-unfit': 'The data at {path} is of the kind {kind}, which has no setting {keys}. Leave it out.',
  'recipe.output-is-data': '{file} is part of what the job reads. Choose another output.',

  'verify.output-fails':
    'The model that was made does not run, and was not kept: {reason} Exclude the nodes it names (--exclude-nodes), and report this as a defect.',
  'verify.shared-sample':
    'There was one sample only, and the result was compared on what it was calibrated on: the comparison flatters.',
  'verify.synthetic': 'The samples were made up: ranges and comparisons say nothing about real data.',
  'verify.below-agreement':
    'Only {reached} of the answers are those of the original, below the floor of {required}. Try another observer (--observer entropy), more or better data, or keep sensitive nodes float (--exclude-nodes).',
  'verify.below-sqnr':
    'The outputs are too far from those of the original: an SQNR of {reached}, below the floor of {required}. Try another observer (--observer entropy), more or better data, or keep sensitive nodes float (--exclude-nodes).',
  'verify.slower': 'The result is no faster than the original on this machine.',
  'verify.larger': 'The result is larger than the original.',
  'layer.weight': '{tensor}: stored as {type} with scales: {scales}',
  'layer.activation': '{tensor}: {type}, which stands for {low} to {high}',
  'verify.foreign-target': 'The preset {preset} is for another machine: speed was not measured.',

  'summary.nothing': '',
  'summary.before': 'before',
  'summary.after': 'after',
  'summary.change': 'change',
  'summary.size': 'size',
  'summary.integer-macs': 'MACs on integers',
  'summary.integer-nodes': 'nodes on integers',
  'summary.sqnr': 'SQNR',
  'summary.sqnr-worst': 'SQNR of the worst output',
  'summary.latency': 'latency ({threads} threads)',
  'summary.latency-synthetic': 'latency ({threads} threads, synthetic data)',
  'summary.on-samples': '{label} ({count} samples)',
  'summary.on-held-out': '{label} ({count} held-out samples)',
  'summary.on-synthetic': '{label} ({count} samples of synthetic data)',
  'summary.smaller': '{ratio} smaller',
  'summary.larger': '{ratio} larger',
  'summary.faster': '{ratio} faster ({low} to {high})',
  'summary.slower': '{ratio} slower ({low} to {high})',
  'summary.as-fast': 'as fast ({low} to {high})',
  'summary.difference': '{difference}',
} as const;

/** Messages about mixed precision: the search, its steps and its results. */
export const mixedMessages = {
  'option.mixed':
    'search for the layers that must stay float, measuring every model on the way; the options above are where it starts',
  'option.floor-form': 'must be like top1=-0.5, agreement=99, sqnr=30 or metric=-0.1',
  'cli.group-mixed': 'Mixed precision:',

  'cli.mixed-static-only': 'is for static quantization: leave out --method',
  'mixed.nothing-to-compare':
    'The model has no output of real numbers, so there is nothing to compare accuracy by. Give a metric of your own.',
  'mixed.no-top1':
    'The floor {floor} needs labels for an output of classes, and the evaluation data has none. Give labels, or another floor: agreement=99, sqnr=30.',
  'mixed.no-agreement':
    'The floor {floor} needs real data and an output whose values are classes. Give another floor: sqnr=30.',
  'mixed.no-sqnr': 'The floor {floor} needs an output of real numbers. Give a metric of your own.',
  'mixed.no-metric': 'The floor {floor} needs a metric of your own. Name its module.',

  'mixed.measuring-layers': 'Measuring the layers',
  'mixed.timing-layers': 'Timing the layers',
  'mixed.trying': 'Trying model {model} of at most {models}',

  'mixed.start': 'everything on integers that can be',
  'mixed.observers': 'other observers: {tensors}',
  'mixed.per-channel': 'a scale for each channel of {weights} weights',
  'mixed.promoted': 'in float: {layers}',
  'mixed.taken-back': 'on integers again: {layers}',
  'mixed.and-more': '{first} and {more} more',

  'mixed.floor-unmet':
    'No model on the way met the floor of {floor}: the most accurate one, {reached}, was taken. Allow more of them, or calibrate on more data.',
  'mixed.limits-unmet':
    'No model on the way kept to the limits and met what was asked for: the most accurate one, {reached}, was taken.',
  'mixed.floor-needless': 'Everything on integers meets the floor: nothing had to stay float.',

  'mixed.heading': 'Mixed precision',
  'mixed.summary': 'Models made and measured: {points}. Nodes kept in float for the sake of accuracy: {kept}.',
  'mixed.model': 'model',
  'mixed.latency': 'latency',
  'mixed.size': 'size',
  'mixed.integer-macs': 'MACs on integers',
  'mixed.change': 'change',
  'mixed.original': 'original',
  'mixed.number': '{model}',
  'mixed.chosen': '{model} (chosen)',
  'mixed.nearest': '{model} (taken)',
  'mixed.relative-latency': '{milliseconds} ({ratio})',
} as const;

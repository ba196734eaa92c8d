/** Messages about taking channels out. */
export const pruneChannelsMessages = {
  'pruneChannels.finding': 'Finding which channels belong together',
  'pruneChannels.ranking': 'Ranking the channels',
  'pruneChannels.rounding': 'Measuring how many channels are fast here',
  'pruneChannels.removing': 'Taking the channels out',
  'pruneChannels.timing': 'Estimating the latency',

  'pruneChannels.nothing':
    'No channels of "{file}" can be taken out. {reasons}. Try other ways of making it smaller: prune single weights, factorize layers, or quantize.',
  'pruneChannels.no-layers': 'It has no layer whose weights compute channels',
  'pruneChannels.inside': 'they are computed inside a branch, a loop or a function of the model',
  'pruneChannels.why': '{operator} ({layers}): {reason}',
  'pruneChannels.why-and': '{first}; {next}',
  'pruneChannels.why-more': '{first}; and {more} more reasons',
  'pruneChannels.all-protected':
    'All channels of "{file}" that could be taken out are protected: {reason}. Protect fewer layers.',
  'pruneChannels.samples-needed':
    'Ranking channels by their activations needs samples. Give calibration data, or choose another criterion.',

  'pruneChannels.no-weights': 'none of the weights of these channels can be read: they count as equal',
  'pruneChannels.no-batch-norm': 'there is no batch normalisation: ranked by the L2 norm of the weights',
  'pruneChannels.no-activations': 'no activation of these channels can be measured: they count as equal',
  'pruneChannels.limited': 'the limits leave {channels} at least',
  'pruneChannels.at-limit': 'the limits leave none to take out',
  'pruneChannels.own-ratio': 'its own share of {percent} %',
  'pruneChannels.stays':
    'nothing goes: what is as near to the share would not give layers a multiple of {multiple} channels',
  'pruneChannels.rounded': 'rounded from {target} to {channels}, so that layers have a multiple of {multiple} channels',
  'pruneChannels.measured': 'rounded from {target} to {channels}, which measured best on this machine',

  'pruneChannels.multiple-asked': 'Counts of channels are multiples of {multiple}, where groups are large enough.',
  'pruneChannels.multiple-measured':
    'Counts of channels were chosen by measuring layers on this machine; multiples of {multiple} where nothing was better.',
  'pruneChannels.multiple-partly':
    'There was no time to measure all layers: some counts of channels are only rounded to multiples of {multiple}.',
  'pruneChannels.unmatched-ratio':
    'The share for "{glob}" is for no group: no layer that computes channels has such a name.',
  'pruneChannels.made-up-shapes': 'Shapes are those of one made-up sample.',
  'pruneChannels.expected-time':
    'The latency is an estimate: times of the layers in one profile, scaled by what layers take alone with fewer channels ({measured} measured, {scaled} in proportion to their work).',
} as const;

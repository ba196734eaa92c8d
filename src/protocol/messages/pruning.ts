/** Messages about passes, commands and reports that take something away. */
export const pruningMessages = {
  'pruning.pass-channels':
    'takes whole channels out, which makes models smaller and faster; what is left is repaired on data where there is some',
  'pruning.pass-weights': 'sets single weights to zero, which makes files smaller',
  'pruning.pass-factorize': 'replaces layers by two smaller ones each, where that is faster',
  'pruning.snippet-channels': 'Prune channels',
  'pruning.snippet-channels-int8': 'Prune channels, then quantize',
  'pruning.snippet-weights': 'Set weights to zero',
  'pruning.snippet-factorize': 'Replace layers by smaller ones',

  'pruning.stage': 'Pruning',
  'pruning.stage-factorize': 'Factorizing',
  'pruning.data-needed':
    'With these options the pass {pass} measures what the model computes, so it needs samples. Give some, or choose options that look at the weights alone.',
  'pruning.nothing-taken':
    'The pass {pass} finds nothing to take away from {file}: {reason}. Choose other options, or see in a preview what every layer says.',
  'pruning.nothing-to-choose': 'it has no layer of the kind that the pass works on',
  'pruning.names-unmatched': 'No layer of {file} is called {names}. Correct the names of the layers to work on.',
  'pruning.name-unmatched': 'No layer is called {name}, which the options name.',
  'pruning.below-agreement':
    'Only {reached} of the answers are those of the original, below the floor of {required}. Take less away, give data on which what is left is repaired, or leave sensitive layers as they are.',
  'pruning.below-sqnr':
    'The outputs are too far from those of the original: an SQNR of {reached}, below the floor of {required}. Take less away, give data on which what is left is repaired, or leave sensitive layers as they are.',
  'pruning.no-faster':
    'Although {share} of the MACs are gone, the result is not measurably faster on this machine. More may have to go, or other channels; see the time of every layer in a profile.',
  'pruning.no-smaller': 'The file did not become smaller by the weights that are zero.',

  'pruning.channels': 'Channels',
  'pruning.channels-summary': '{shrunk} of {groups} groups lose channels: {before} → {after}.',
  'pruning.producers': 'produced by',
  'pruning.consumers': 'read by',
  'pruning.channel-count': 'channels',
  'pruning.notes': 'notes',
  'pruning.and': '{line}; {part}',
  'pruning.weights': 'Weights set to zero',
  'pruning.weights-summary': '{zeros} of {weights} weights of {layers} layers are zero, {share}.',
  'pruning.weight-count': 'weights',
  'pruning.zeros': 'zeros',
  'pruning.error': 'relative error',
  'pruning.low-rank': 'Low rank',
  'pruning.low-rank-summary': '{applied} of {layers} layers become two smaller ones each.',
  'pruning.form': 'form',
  'pruning.form-product': 'two products',
  'pruning.form-channel': 'k×k, 1×1',
  'pruning.form-spatial': 'k×1, 1×k',
  'pruning.rank': 'rank',
  'pruning.rank-of': '{rank} of {full}',
  'pruning.time': 'time',
  'pruning.applied': 'replaced',
  'pruning.yes': 'yes',
  'pruning.no': 'no',
  'pruning.why': 'why',
  'pruning.layer': 'layer',
  'pruning.untouched': 'Left as it is',
  'pruning.rows-help': 'Arrow keys move, Right and Left open and close a row.',

  'pruning.summary-parameters': 'parameters',
  'pruning.summary-macs': 'MACs',
  'pruning.summary-zeros': 'weights that are zero',
  'pruning.expected-size': 'size (expected)',
  'pruning.expected-latency': 'latency (expected)',
  'pruning.less': '{ratio} less',
  'pruning.more': '{ratio} more',

  'cli.prune-scope':
    'whether every layer loses the same share (channels, unless given), or all layers are ranked together (weights)',
  'cli.prune': 'Take channels or weights out of a model, compare the result with the original, and report.',
  'cli.factorize': 'Replace layers of a model by two smaller ones each, compare, and report.',
  'cli.prune-kind': 'what goes: whole channels, or single weights',
  'cli.prune-plan': 'only say what would go, what would not and why, and what that would save; write nothing',
  'cli.factorize-plan': 'only say which layers would be replaced and what that would save; write nothing',
  'cli.plan-only': 'Nothing was written.',
  'cli.group-prune': 'Pruning:',
  'cli.group-prune-channels': 'Channels:',
  'cli.group-prune-weights': 'Weights (--kind weights):',
  'cli.group-factorize': 'Factorization:',
  'cli.examples-prune': `Whole channels make a model smaller and faster; with data (--data) the layers that lost inputs are repaired on it.
Zeros among the weights make only the file smaller: this runtime computes with them all the same.

Examples:
  whittle prune model.onnx --plan
  whittle prune model.onnx --ratio 0.5 --data calibration.npz --evaluate test.npz
  whittle prune model.onnx --ratio 0.3 --scope model --exclude-nodes '/head/*'
  whittle prune model.onnx --kind weights --sparsity 0.9 --criterion reconstruction --data calibration.npz
  whittle prune model.onnx --kind weights --pattern 2:4`,
  'cli.examples-factorize': `Examples:
  whittle factorize model.onnx --plan
  whittle factorize model.onnx --data calibration.npz --rank energy=0.95
  whittle factorize model.onnx --factorization svd --rank macs=0.5`,
} as const;

/** Messages about benchmark: measuring models beside each other, in the engine and in the terminal. */
export const benchmarkMessages = {
  'option.precision': 'stop measuring latency when the interval of every ratio is no wider than this share of it',
  'option.seconds': 'seconds for the latencies of all models together',
  'option.launches': 'processes started for each model, one after the other',
  'option.batch-sizes': 'batch sizes for which the throughput is measured',
  'option.thread-counts': 'numbers of threads for which the throughput is measured',
  'option.providers': 'execution providers to run on, separated by commas',
  'option.spinning': 'let idle threads of the runtime spin',
  'option.profile': 'measure how long each node takes',
  'benchmark.process-not-started': 'A process to measure in could not be started: {reason}. Close other programs.',
  'benchmark.process-out-of-memory':
    'The memory was not enough for {file}. Use smaller inputs, or close other programs.',
  'benchmark.process-killed':
    'The process that ran {file} was stopped by the system, most likely because memory ran out. Use smaller inputs, or close other programs.',
  'benchmark.process-crashed':
    'onnxruntime crashed while it ran {file} on {provider} ({reason}). If it happens again, report it with the model.',
  'benchmark.process-ended': 'The process that ran {file} ended by itself: {reason}. Measure again.',
  'benchmark.process-silent': '{file} gave no answer for {time} and was stopped. Use smaller inputs.',
  'benchmark.busy':
    'Other programs used {share} of the processors while it was measured, so that intervals are wider and times longer than on a quiet machine. Close them and measure again.',
  'benchmark.imprecise':
    'The time was not enough: the ratio of {file} is known to {width}, where {precision} was wanted. Measure for longer.',
  'benchmark.imprecise-latency':
    'The time was not enough: the latency of {file} is known to {width}, where {precision} was wanted. Measure for longer.',
  'benchmark.one-launch':
    'Every model was measured in one process only, so intervals do not know what differs from one start of a process to the next, which may be several percent.',
  'benchmark.not-idle':
    'The process of {file} used {share} of a processor while others were measured, and may have slowed them down.',
  'benchmark.governor':
    'The system saves energy by lowering the frequency of the processors (governor "{governor}"), so times may be longer than they need be. Set it to "performance" and measure again.',
  'benchmark.provider-fallback':
    'Not all nodes of {file} run on {provider}: those that it does not have run on the CPU, silently.',

  'bench.stage-facts': 'Counting parameters and MACs',
  'bench.stage-accuracy': 'Comparing the answers',
  'bench.stage-profile': 'Measuring single nodes',
  'bench.no-labels':
    'The data has no labels: accuracy is how far the models are from the original, not how often they are right.',
  'bench.input-unknown':
    '{file} has the input {input}, which the original does not have (its inputs are {inputs}). Compare models that are fed alike.',
  'bench.input-type':
    'The input {input} of {file} is {type}, but {given} in the original. Export it with the inputs of the original.',
  'bench.input-shape':
    'The input {input} of {file} has the shape {dims}, but {given} in the original. Export it with the inputs of the original.',
  'bench.output-missing':
    '{file} has no output {output} to compare with that of the original (its outputs are {outputs}). Export it with the outputs of the original.',
  'bench.batch-fixed': '{file} fixes how many samples a run has, or feeds state back: it cannot run {count} at a time.',
  'bench.profile-failed': 'Where the time goes in {name} could not be measured: {reason}',
} as const;

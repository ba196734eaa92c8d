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
  'benchmark.few-launches':
    'Processes of the models were started {launches} times only, so intervals do not know what differs from one start to the next, which may be several percent. Measure for longer, with more processes.',
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

  'cli.bench': 'Measure a model beside its variants: latency, memory, size, MACs, accuracy.',
  'cli.bench-models': 'the original .onnx file, then its variants',
  'cli.bench-group': 'Measurement:',
  'cli.bench-option-output': 'the report, which the editor opens; call it <name>.whittle-report.json',
  'cli.bench-option-json': 'write the report as JSON; alone or with -, write the result to standard output',
  'cli.bench-option-markdown': 'write the report as Markdown',
  'cli.bench-option-html': 'write the report as a page that stands alone',
  'cli.bench-option-csv': 'write the table of models as CSV',
  'cli.bench-option-fail-if': 'end with exit code 4 when a variant is like this, such as "p50>1.05x"; may be repeated',
  'cli.bench-examples': `Examples:
  whittle bench model.onnx
  whittle bench model.onnx model.int8.onnx --data test.npz
  whittle bench model.onnx a.onnx b.onnx --data test.npz --seconds 60 --html report.html
  whittle bench model.onnx model.int8.onnx --data test.npz --fail-if "p50>1.05x" --fail-if "top1<-0.5"
  whittle bench model.onnx --providers cpu,webgpu --batch-sizes 1,8 --thread-counts 1,2

Conditions of --fail-if are a measure, one of < > <= >=, and a limit:
  measures  p50, p90, p99, session, firstRun, memory, throughput, size, macs, parameters,
            sparsity, top1, top5, agreement, sqnr, and metrics of your own by their name
  limits    5ms, 20MB, 98%, 30dB, 100M    a value
            1.05x                         so many times that of the original
            +10%                          the same as 1.1x; not for shares
            -0.5, +2ms, +1MB              a difference from the original, of shares in points
Each variant is judged; without variants, the model itself. What cannot be judged (no labels, a
variant that failed) counts as met: the exit code is 4, and a line for each says why. The latency
p50 meets a condition only with all of its 95 % interval, so that chance fails no build; where the
interval reaches over the limit and is wider than twice --precision, it cannot be judged. Other
figures have no interval and are taken as they are.`,
  'cli.bench-condition-invalid': '--fail-if "{condition}" is no condition: {reason}',
  'cli.bench-condition-form': 'write a measure, one of < > <= >=, and a limit, such as "p50>1.05x".',
  'cli.bench-measure-unknown':
    'there is no measure {name}. There are {names}, and metrics of your own where --metric names one.',
  'cli.bench-limit-signed-ratio': 'a limit in times of the original has no sign: write 1.05x, or +5%.',
  'cli.bench-limit-ambiguous':
    '{value}% of {name} may be percentage points or a part of the value. Write {value} for points, or a limit such as 0.99x.',
  'cli.bench-limit-unit': 'a limit of {name} has one of these units: {units}. Or compare with the original: 1.05x.',
  'cli.bench-limit-number': 'the limit is no number that can be counted with.',
  'cli.bench-limit-relative': '{name} compares with the original already: write a value, such as 99% or 30dB.',
  'cli.bench-relative-alone': 'it compares with the original, and there is no variant. Give a second model.',
  'cli.bench-no-latency': 'it was not measured',
  'cli.bench-no-throughput': 'the throughput was not measured (--batch-sizes, --thread-counts)',
  'cli.bench-no-macs': 'they could not be counted',
  'cli.bench-no-agreement': 'agreement needs real data and an output whose values are classes',
  'cli.bench-no-sqnr': 'there is no output of numbers to compare',
  'cli.bench-no-metrics': 'nothing was measured by labels: give data with labels (--data, --labels)',
  'cli.bench-no-metric': 'there is no such metric. There are: {metrics}',
  'cli.bench-no-original': 'there is no original to compare with',
  'cli.bench-imprecise':
    'it lies between {low} and {high}, over the limit to both sides. Measure for longer (--seconds), or on a quieter machine',
  'cli.bench-met': 'Failed: {condition}. {name} has {value}.',
  'cli.bench-met-ratio': 'Failed: {condition}. {name} takes {ratio} the time of the original ({low} to {high}).',
  'cli.bench-met-beside': 'Failed: {condition}. {name} has {value}, the original {original} ({change}).',
  'cli.bench-unjudged': 'Failed: {condition} cannot be judged for {name}: {reason}',
  'cli.bench-times': '{ratio}',
  'cli.bench-value': '{value}',
  'cli.bench-value-interval': '{value} ({low} to {high})',
  'cli.bench-none-met': '{conditions} conditions, {models} models: none is met.',
} as const;

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
} as const;

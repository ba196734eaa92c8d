import { demands, figuresOf, loaded } from './demands.ts';
import { latencyRatio } from './latencyRatio.ts';
import { comparedSamples, type ModelRecord, type QuantizeRecord, type Records, variantName } from './records.ts';

type Row = readonly (string | number)[];

/** The section of bench/RESULTS.md on quantization. */
export function markdown(records: Records): string {
  const models = Object.entries(records.models);
  return [
    '## Quantization\n',
    method(records),
    '### Promises\n',
    table(
      ['Promise', 'Measured', 'Met'],
      demands(records).map(({ what, figure, met }) => [what, figure, met ? 'yes' : '**no**']),
    ),
    ...models.flatMap(([name, record]) => [
      `### ${name}\n`,
      costTable(record),
      kernelTable(record),
      accuracyTable(record),
    ]),
  ].join('\n');
}

function method({ date, machine, peer }: Records): string {
  const { processor, physicalCores, logicalCores, vnni, memory, runtimeVersion, nodeVersion } = machine;
  const versions = `onnxruntime-node ${runtimeVersion}, Node ${nodeVersion}`;
  const python = peer ? `, Python ${peer.python} with onnxruntime ${peer.onnxruntime} and onnx ${peer.onnx}` : '';
  return `
Measured on ${date} on ${processor}, ${logicalCores} threads on ${physicalCores} cores, ${vnni === true ? 'with' : 'without'} VNNI, ${Math.round(memory / 2 ** 30)} GB;
${versions}${python}. Run \`node bench/run.mjs quantize\` to measure again.

- Every quantization runs in a process of its own, on samples read from the same files. *Time* is from opening the model to the end of writing the
  result, for the Python tool with its own preprocessing; start-up and imports are not in it. *Plain* is the float model run once on each sample, runs only.
  *Memory* is the most that the process had resident (VmHWM), libraries and interpreter included.
- *ours* is the preset \`cpu\`. *python default* is \`quantize_static\` with nothing set: S8S8 per tensor. The other Python settings are preprocessed first and
  quantize weights per channel where the opset allows it.
- *Latency* is the median over all runs, with the quartiles in brackets. The variants run in turn, in blocks in one process; *× float* is how many times as
  fast as float a variant is, the median over the blocks that ran one after the other.
- ResNet-50 and MobileNetV2 have seeded weights: good for size and speed, and nothing is said of their accuracy.
`;
}

function costTable(record: ModelRecord): string {
  const rows = Object.values(record.quantize).map((each) => costRow(record, each));
  const float: Row = ['float', '', '', '', '', mega(record.bytes), ...latencies(record, 'float')];
  return table(
    [
      'Variant',
      'Samples',
      'Time (s)',
      '× plain',
      'Memory (MB)',
      'Size (MB)',
      '1 thread (ms)',
      '× float',
      '2 threads (ms)',
      '× float',
    ],
    [float, ...rows],
  );
}

function costRow(record: ModelRecord, each: QuantizeRecord): Row {
  const { tool, setting, samples, bytes } = each;
  const figures = figuresOf(record, tool, setting, samples);
  const label = `${tool} ${setting}`;
  if (figures === undefined) return [label, samples, failure(each), '', '', '', '', '', '', ''];
  const plain = record.plain[samples]?.seconds;
  return [
    label,
    samples,
    figures.seconds.toFixed(2),
    plain === undefined ? '' : (figures.seconds / plain).toFixed(2),
    Math.round(figures.peakBytes / 1e6),
    bytes === undefined ? '' : mega(bytes),
    ...latencies(record, variantName(each)),
  ];
}

function failure({ outcome }: QuantizeRecord): string {
  const [firstLine = ''] = outcome.kind === 'failed' ? outcome.reason.split('\n') : [];
  return `failed: ${firstLine.replaceAll('|', '/')}`;
}

/** Medians with their quartiles, and how much faster than float, on one thread and on two. */
function latencies({ latency }: ModelRecord, variant: string): Row {
  return [1, 2].flatMap((threads) => {
    const own = latency[threads]?.[variant];
    const float = latency[threads]?.['float'];
    if (own === undefined || float === undefined) return ['', ''];
    const spread = `${own.median.toFixed(2)} (${own.lower.toFixed(2)}–${own.upper.toFixed(2)})`;
    return [spread, (1 / latencyRatio(own, float)).toFixed(2)];
  });
}

/** Kernels on integers of all kernels for each operator, for the variants of the compared number of samples. */
function kernelTable(record: ModelRecord): string {
  const variants = Object.keys(record.kernels).filter((name) => isCompared(name));
  const operators = [
    ...new Set(variants.flatMap((name) => Object.keys(loaded(record.kernels[name])?.operators ?? {}))),
  ];
  const rows = variants.map((name): Row => {
    const kernels = loaded(record.kernels[name]);
    if (kernels === undefined) return [name, ...operators.map(() => ''), 'does not load', ''];
    const shares = operators.map((operator) => {
      const { integer = 0, float = 0 } = kernels.operators[operator] ?? {};
      return integer + float === 0 ? '' : `${integer} of ${integer + float}`;
    });
    return [name, ...shares, kernels.conversions, kernels.nodes];
  });
  return rows.length === 0 ? '' : table(['Integer kernels', ...operators, 'Q and DQ', 'Nodes'], rows);
}

function accuracyTable({ accuracy }: ModelRecord): string {
  const rows = Object.entries(accuracy);
  const metrics = [...new Set(rows.flatMap(([, figures]) => Object.keys(figures)))];
  if (metrics.length === 0) return '';
  const percent = (value: number | undefined): string => (value === undefined ? '' : `${(100 * value).toFixed(2)} %`);
  return table(
    ['Accuracy', ...metrics],
    rows.map(([name, figures]) => [name, ...metrics.map((metric) => percent(figures[metric]))]),
  );
}

function isCompared(variant: string): boolean {
  return variant === 'float' || variant.endsWith(` ${comparedSamples}`);
}

const mega = (bytes: number): string => (bytes / 1e6).toFixed(1);

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** Messages about the page of a benchmark. */
export const benchmarkPageMessages = {
  'benchmarkPage.variant-gone': 'The report has changed, and this model is no longer in it.',
  'benchmarkPage.changed': 'The file has changed, and is another kind of report now. Open it again.',

  'benchmarkPage.again': 'Benchmark Again…',
  'benchmarkPage.about': 'Measured on {date} with {count} samples from {source}',
  'benchmarkPage.about-synthetic': 'Measured on {date} with synthetic data: {count} samples',
  'benchmarkPage.verdict-fastest': 'Fastest is {name}: {verdict}',
  'benchmarkPage.verdict-none': 'None of {count} variants could be compared with {original}.',
  'benchmarkPage.verdict-same': 'None of {count} variants differs in speed from {original}.',
  'benchmarkPage.verdict-slower': 'None of {count} variants is faster than {original}.',

  'benchmarkPage.variants-help':
    'Arrow keys select a variant, in the charts as well. Enter opens its model. Headings sort.',
  'benchmarkPage.no-variant': 'Select a variant to find it in the charts, and to open its model.',

  'benchmarkPage.trade-off': 'Trade-off',
  'benchmarkPage.trade-off-help': 'Lines go through the original.',
  'benchmarkPage.trade-off-without': 'Lines go through the original. Not shown, for want of a figure: {count}',
  'benchmarkPage.axis-x': 'against',
  'benchmarkPage.axis-y': 'show',
  'benchmarkPage.point': '{variant}: {x} {xValue}, {y} {yValue}',

  'benchmarkPage.accuracy': 'Accuracy',
  'benchmarkPage.compared': '{variant} compared with {original} on {count} samples',
  'benchmarkPage.compared-synthetic':
    '{variant} compared with {original} on {count} samples of synthetic data, which say nothing about real data',
  'benchmarkPage.metrics': 'Metrics',
  'benchmarkPage.metric': 'metric',
  'benchmarkPage.outputs': 'Outputs',
  'benchmarkPage.output': 'output',
  'benchmarkPage.cosine': 'cosine',
  'benchmarkPage.maximum-error': 'largest error',
  'benchmarkPage.exact-about':
    'The runtime rounds activations as well where weights alone are integers. “Weights as stored” is what the model computes without that.',

  'benchmarkPage.layers': 'Layer by layer',
  'benchmarkPage.layers-about':
    'Layers are aligned by their names. A layer that takes nothing runs within another one, or is done when the model is loaded.',
  'benchmarkPage.layers-help':
    'Arrow keys select a layer, Enter shows its node in the second model. / filters, headings sort.',
  'benchmarkPage.layers-before': 'First variant',
  'benchmarkPage.layers-after': 'Second variant',
  'benchmarkPage.compare-graphs': 'Compare Graphs',
  'benchmarkPage.filter-layers': 'Filter layers by name or operator',
  'benchmarkPage.layer-count': '{count} layers',
  'benchmarkPage.layer-count-filtered': '{shown} of {count} layers',
  'benchmarkPage.no-layer': 'Select a layer to show its node in a model.',
  'benchmarkPage.show-node': 'Show in {variant}',
  'benchmarkPage.difference': 'difference',
} as const;

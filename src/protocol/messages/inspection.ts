/** Messages about what is in a model, in the terminal and in the editor. */
export const inspectionMessages = {
  'inspection.inputs': 'Inputs',
  'inspection.outputs': 'Outputs',
  'inspection.operators': 'Operators',
  'inspection.weights': 'Weights',
  'inspection.file': 'file',
  'inspection.format': 'format',
  'inspection.opsets': 'opsets',
  'inspection.parameters': 'parameters',
  'inspection.macs': 'MACs',
  'inspection.nodes': 'nodes',
  'inspection.nested-nodes': '{nodes} and {nested} in graphs inside them',
  'inspection.macs-unknown': 'not known: the model could not be run for its shapes',
  'inspection.macs-partly': '{total}, and {unknown} nodes of which the shapes are not known',
  'inspection.macs-measured': '{total} (shapes from a run on synthetic data)',
  'inspection.running-once': 'Running the model once',
} as const;

/** Messages about how layers bear that parts of them are taken away. */
export const pruneCurvesMessages = {
  'pruneCurves.stage-finding': 'Finding what can go',
  'pruneCurves.stage-measuring': 'Taking shares of single layers away',
  'pruneCurves.budget': 'The time was over before every share of every layer was measured.',
  'pruneCurves.no-curve':
    'How much of a layer can go is measured for channels and for weights. Look at ranks in a plan of the factorization.',
  'pruneCurves.not-repaired': 'Nothing was repaired: after a repair the model loses less.',
  'pruneCurves.layers': 'layers',
  'pruneCurves.units': 'channels or weights',
  'pruneCurves.without': 'without {share}',
  'pruneCurves.macs-left': 'MACs left',
  'pruneCurves.parameters-left': 'parameters left',
  'pruneCurves.expected': 'expected SQNR',
  'pruneCurves.reduced': 'layers that lose something',

  'cli.curves': 'Show how well each layer bears that shares of it are taken away, and which shares of all lose least.',
  'cli.group-curves': 'What is tried:',
  'cli.curves-heading': '{model}: how much of each layer can go ({samples})',
  'cli.curves-legend':
    'SQNR of the output that suffers most, with that share of one group or layer gone and nothing repaired; those that bear it worst come first.',
  'cli.curves-together': 'All of them together',
  'cli.curves-together-legend':
    'The shares that bring least noise for what they save, if the noise of different layers adds up as that of independent errors. All of them are in the result as JSON.',
  'cli.curves-untouched': '{name} ({operator}) stays as it is: {reason}',
  'cli.examples-curves': `Examples:
  whittle curves model.onnx --data calibration.npz
  whittle curves model.onnx --data calibration.npz --kind weights --levels 4 --budget 60
  whittle curves model.onnx --json > curves.json`,
} as const;

/** Messages about how layers bear that parts of them are taken away. */
export const pruneCurvesMessages = {
  'pruneCurves.stage-finding': 'Finding what can go',
  'pruneCurves.stage-measuring': 'Taking shares of single layers away',
  'pruneCurves.budget': 'The time was over before every share of every layer was measured.',
  'pruneCurves.no-curve':
    'How much of a layer can go is measured for channels and for weights. Look at ranks in a plan of the factorization.',
  'pruneCurves.not-repaired': 'Nothing was repaired: after a repair the model loses less.',
} as const;

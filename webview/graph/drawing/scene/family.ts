/** What operators are told apart by. A box has the number of its family in this order. */
export const families = [
  'compute',
  'activation',
  'normalisation',
  'pooling',
  'elementwise',
  'shape',
  'control',
  'quantize',
  'other',
] as const;

export type Family = (typeof families)[number];

/** The number of a family. */
export function familyNumber(family: Family): number {
  return families.indexOf(family);
}

/** For those who cannot go by colour: a letter for each family, in their order. */
export const familyLetters: readonly string[] = ['C', 'A', 'N', 'P', 'E', 'S', 'F', 'Q', ''];

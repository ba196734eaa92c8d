import type { Relation } from './nodeWalk.ts';

/** Where a key leads from a node. */
export interface Walked {
  readonly relation: Relation;
  /** Of siblings, to the next or to the one before. */
  readonly by: 1 | -1;
}

const keys: Readonly<Record<string, Walked>> = {
  ArrowUp: { relation: 'producer', by: 1 },
  ArrowDown: { relation: 'consumer', by: 1 },
  ArrowLeft: { relation: 'sibling', by: -1 },
  ArrowRight: { relation: 'sibling', by: 1 },
};

/** With Alt, arrow keys go along the graph instead of along the rows; undefined for all other keys. */
export function walkOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): Walked | undefined {
  return altKey && !ctrlKey && !metaKey && Object.hasOwn(keys, key) ? keys[key] : undefined;
}

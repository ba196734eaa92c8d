import type { Relations } from '../rule.ts';
import { SizeTrace } from './sizeTrace.ts';

const traces = new WeakMap<Relations, SizeTrace>();

/** What computed sizes come from in a model whose relations are being told; looked up once for all its nodes. */
export function traceOfRelations(relations: Relations): SizeTrace {
  const known = traces.get(relations);
  if (known !== undefined) return known;
  const made = new SizeTrace(relations, [(tensor) => relations.shape(tensor)]);
  traces.set(relations, made);
  return made;
}

import { pairByNodeName, pairByTensorName, pairEnds, TensorNames } from './byName.ts';
import { pairBehindNames } from './behindName.ts';
import { pairNeighbours } from './byNeighbours.ts';
import { pairInModules, pairInOrder } from './inOrder.ts';
import { Pairs } from './pairs.ts';
import type { Sides } from './side.ts';

/**
 * Finds which node of one model is which of the other: by the names of what they write, by their own names, by what reads from
 * and writes for what is known to be the same, and by the order of data. Only operators that replace each other can be the
 * same. Time is in proportion to nodes and edges, apart from sequences, which have a limit.
 */
export function align(sides: Sides): Pairs {
  const { before, after } = sides;
  const pairs = new Pairs(before.view.nodes.count, after.view.nodes.count);
  const names = { before: new TensorNames(before), after: new TensorNames(after) };
  pairByTensorName(sides, names, pairs, false);
  pairByNodeName(sides, pairs, false);
  pairEnds(sides, names, pairs);
  pairBehindNames(sides, names, pairs);
  // What surely is the same first, so that it is not taken by what might be.
  pairNeighbours(sides, pairs, 'work');
  pairInModules(sides, pairs, 'work');
  pairInOrder(sides, pairs);
  pairNeighbours(sides, pairs, 'work');
  pairNeighbours(sides, pairs, 'computed');
  pairByTensorName(sides, names, pairs, true);
  pairByNodeName(sides, pairs, true);
  pairInModules(sides, pairs, 'computed');
  pairNeighbours(sides, pairs, 'computed');
  return pairs;
}

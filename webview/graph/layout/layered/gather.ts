import { Partition } from '../typed/partition.ts';
import { groupByKey } from '../typed/rows.ts';
import type { Blocks } from './blocks.ts';

/**
 * Moves what no spring holds together towards each other. In a box that several nets cross there can be pieces that only its
 * border connects: nothing else would tell how far apart they are.
 */
export function gather(blocks: Blocks, x: Float64Array): void {
  const held = new Partition(blocks.count);
  for (let spring = 0; spring < blocks.one.length; spring++) held.join(blocks.one[spring]!, blocks.other[spring]!);
  const { partOf: pieceOf, partCount: pieceCount } = held.parts();
  if (pieceCount < 2) return;
  const members = groupByKey(pieceOf, pieceCount);
  const middle = new Float64Array(pieceCount);
  let main = 0;
  for (let piece = 0; piece < pieceCount; piece++) {
    const [from, to] = [members.start[piece]!, members.start[piece + 1]!];
    for (let at = from; at < to; at++) middle[piece]! += x[members.items[at]!]! / (to - from);
    if (to - from > members.start[main + 1]! - members.start[main]!) main = piece;
  }
  const nearestFirst = Uint32Array.from(middle.keys()).sort(
    (a, b) => Math.abs(middle[a]! - middle[main]!) - Math.abs(middle[b]! - middle[main]!) || a - b,
  );
  for (const piece of nearestFirst) {
    if (piece === main) continue;
    const blocksOfPiece = members.items.subarray(members.start[piece], members.start[piece + 1]);
    const toRight = middle[piece]! < middle[main]!;
    const room = roomBeside(blocks, x, pieceOf, blocksOfPiece, toRight);
    const shift = Math.min(room, Math.abs(middle[main]! - middle[piece]!));
    for (const block of blocksOfPiece) x[block]! += toRight ? shift : -shift;
  }
}

/** How far a piece can go to one side before it touches another. */
function roomBeside(
  { toRight: right, fromLeft, left, right: rightBlock, distance }: Blocks,
  x: Float64Array,
  pieceOf: Int32Array,
  piece: Uint32Array,
  toRight: boolean,
): number {
  const { start, items } = toRight ? right : fromLeft;
  let room = Infinity;
  for (const block of piece) {
    for (let at = start[block]!; at < start[block + 1]!; at++) {
      const constraint = items[at]!;
      const [a, b] = [left[constraint]!, rightBlock[constraint]!];
      if (pieceOf[a] !== pieceOf[b]) room = Math.min(room, x[b]! - x[a]! - distance[constraint]!);
    }
  }
  return Math.max(0, room);
}

import type { GraphDrawing } from './drawing.ts';

/** What is to stay where it is on the screen. */
export interface Anchor {
  readonly kind: 'node' | 'group';
  readonly index: number;
}

/**
 * How far everything has to be moved after a graph was laid out again so that one node or group stays where it was: the middle
 * of its upper edge, since a group that opens grows down and to both sides. A viewport is moved by that rather than all places.
 */
export function displacement(before: GraphDrawing, after: GraphDrawing, anchor: Anchor): { x: number; y: number } {
  const from = upperMiddle(before, anchor);
  const to = upperMiddle(after, anchor);
  return { x: from.x - to.x, y: from.y - to.y };
}

function upperMiddle(drawing: GraphDrawing, { kind, index }: Anchor): { x: number; y: number } {
  // Nodes keep their size, so their left edges will do.
  if (kind === 'node') return { x: drawing.nodeX[index]!, y: drawing.nodeY[index]! };
  return { x: drawing.groupX[index]! + drawing.groupWidth[index]! / 2, y: drawing.groupY[index]! };
}

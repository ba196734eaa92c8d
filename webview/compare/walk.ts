import type { GraphView } from '../graph/drawing/view/graphView.ts';

/**
 * The box that an arrow key leads to: down to what reads, up to what is read, aside among those that read the same. Boxes that
 * are not for walking, such as closed groups, are passed through.
 */
export function walkFrom(
  { connections, scene }: GraphView,
  box: number,
  key: string,
  isStop: (box: number) => boolean,
): number | undefined {
  if (connections === undefined || scene === undefined) return undefined;
  switch (key) {
    case 'ArrowDown':
      return nearest(box, (each) => connections.readers(each), isStop);
    case 'ArrowUp':
      return nearest(box, (each) => connections.writers(each), isStop);
    case 'ArrowLeft':
    case 'ArrowRight': {
      const { x } = scene.boxes;
      const beside = connections.writers(box).flatMap((writer) => connections.readers(writer));
      const row = [...new Set([...beside, box])].filter(isStop).sort((a, b) => x[a]! - x[b]!);
      return row[row.indexOf(box) + (key === 'ArrowRight' ? 1 : -1)];
    }
    default:
      return undefined;
  }
}

function nearest(
  from: number,
  next: (box: number) => readonly number[],
  isStop: (box: number) => boolean,
): number | undefined {
  const reached = new Set([from]);
  // The set grows while it is gone through.
  for (const box of reached) {
    if (box !== from && isStop(box)) return box;
    if (box === from || !isStop(box)) for (const each of next(box)) reached.add(each);
  }
  return undefined;
}

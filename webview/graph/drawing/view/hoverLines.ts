import type { Level } from '../paint/level.ts';
import type { Target } from './marked.ts';
import type { Shown } from './shown.ts';

/** What a card says of what the pointer is on; nothing where it can be read in the graph. */
export function hoverLines(shown: Shown, target: Target | undefined, level: Level): readonly string[] {
  if (target === undefined) return [];
  const { boxes, nets } = shown.scene;
  if (target.kind === 'net') {
    const label = nets.label[target.net]!;
    return label === '' ? [] : [boxes.title[nets.source[target.net]!]!, label];
  }
  const { box } = target;
  if (level === 'near' && !shown.isShortened(box)) return [];
  return [boxes.title[box]!, boxes.subtitle[box]!, boxes.detail[box]!, shown.style.overlay?.text(box) ?? ''];
}

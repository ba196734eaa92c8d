import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { OpenedModel } from '../opened.ts';
import { announced } from './announced.ts';
import type { Drawn } from './drawn.ts';
import { type KeyAction, keyAction } from './keys.ts';
import type { Direction, Walking } from './walking.ts';

/** What keys work on. */
export interface KeyboardGround {
  readonly drawn: Drawn | undefined;
  readonly walking: Walking | undefined;
  /** The box that is selected, the last of several. */
  readonly box: number | undefined;
  /** Selects a box and moves to it. */
  readonly goTo: (box: number) => void;
  readonly toggle: (box: number) => void;
  readonly openInspector: () => void;
  /** @returns whether there was something to end */
  readonly escape: () => boolean;
  /** Says words without showing them. */
  readonly announce: (text: string) => void;
}

/** Works the graph by keys, and says what they led to. */
export function workByKeys(
  canvas: HTMLElement,
  opened: Pick<OpenedModel, 'say' | 'shapes'>,
  ground: KeyboardGround,
): void {
  canvas.addEventListener('keydown', (event) => {
    const action = keyAction(event);
    const { drawn, walking } = ground;
    if (action === undefined || drawn === undefined || walking === undefined) return;
    if (!act(action, drawn, walking)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** @returns whether there was something to do */
  function act(action: KeyAction, drawn: Drawn, walking: Walking): boolean {
    const { box } = ground;
    switch (action.kind) {
      case 'walk':
        return walk(drawn, walking, box, action.direction);
      case 'enter':
      case 'toggle':
        if (box === undefined) return false;
        if (action.kind === 'toggle' || drawn.subject(box).kind === 'group') ground.toggle(box);
        else ground.openInspector();
        return true;
      case 'escape':
        return ground.escape();
    }
  }

  function walk(drawn: Drawn, walking: Walking, from: number | undefined, direction: Direction): boolean {
    // Without a selection, arrow keys move the window.
    if (from === undefined && direction !== 'first' && direction !== 'last') return false;
    const box = from === undefined ? walking.end(direction === 'first' ? 1 : -1) : walking.step(from, direction);
    if (box === undefined) {
      ground.announce(opened.say(message('graph.nothing-there', {})));
      return true;
    }
    ground.goTo(box);
    ground.announce(announced(opened, drawn, walking, box));
    return true;
  }
}

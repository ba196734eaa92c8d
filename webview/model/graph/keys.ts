import type { Direction } from './walking.ts';

/** What keys ask for in a graph. */
export type KeyAction =
  { readonly kind: 'walk'; readonly direction: Direction } | { readonly kind: 'enter' | 'toggle' | 'escape' };

const actions: Readonly<Record<string, KeyAction>> = {
  ArrowUp: { kind: 'walk', direction: 'up' },
  ArrowDown: { kind: 'walk', direction: 'down' },
  ArrowLeft: { kind: 'walk', direction: 'left' },
  ArrowRight: { kind: 'walk', direction: 'right' },
  Home: { kind: 'walk', direction: 'first' },
  End: { kind: 'walk', direction: 'last' },
  Enter: { kind: 'enter' },
  ' ': { kind: 'toggle' },
  Escape: { kind: 'escape' },
};

const shifted: typeof actions = {
  ArrowUp: { kind: 'walk', direction: 'out' },
  ArrowDown: { kind: 'walk', direction: 'in' },
};

/** Undefined for keys that are not for here: those with Ctrl, Alt or Meta belong to VS Code. */
export function keyAction({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): KeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const all = shiftKey ? shifted : actions;
  return Object.hasOwn(all, key) ? all[key] : undefined;
}
